/** Step 4: the log can be read by patient and time, and all chains get an hourly head together.
 *  What was logged before gets its patient and time from its own text, which stays as it was chained. `audit_patient` is filled behind the writes:
 *  `chain.listed` says up to where. */
export const logByPatient: string = `
  ALTER TABLE audit ADD COLUMN recorded INTEGER;
  ALTER TABLE audit ADD COLUMN patient TEXT;
  UPDATE audit SET
    recorded = ifnull(CAST(round(unixepoch(json_extract(json, '$.recorded'), 'subsec') * 1000) AS INTEGER), 0),
    patient = (
      SELECT substr(json_extract(e.value, '$.what.reference'), length('Patient/') + 1) FROM json_each(audit.json, '$.entity') e
      WHERE json_extract(e.value, '$.type.code') = '1' AND json_extract(e.value, '$.role.code') = '1' AND json_extract(e.value, '$.what.reference') LIKE 'Patient/%' LIMIT 1
    );

  CREATE TABLE audit_patient (
    patient TEXT NOT NULL, recorded INTEGER NOT NULL, chain INTEGER NOT NULL, sequence INTEGER NOT NULL,
    PRIMARY KEY (patient, recorded, chain, sequence)
  ) STRICT, WITHOUT ROWID;
  ALTER TABLE chain ADD COLUMN listed INTEGER NOT NULL DEFAULT 0;

  CREATE TABLE audit_hour (number INTEGER PRIMARY KEY, json TEXT NOT NULL) STRICT;
`;
