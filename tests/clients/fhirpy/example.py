import os

from fhirpy import SyncFHIRClient
from fhirpy.base.exceptions import OperationOutcome

client = SyncFHIRClient(os.environ["FHIR_BASE"], authorization=f"Bearer {os.environ['TOKEN']}")
limits = client.resources("Consent").search(patient="willem-voorbeeld", category="http://snomed.info/sct|129125009").limit(3)
print(len(limits.fetch()))

weight = client.resource("Observation", status="final", code={"text": "gewicht"}, subject={"reference": "Patient/willem-voorbeeld"}, valueQuantity={"value": 61.5, "unit": "kg"})
weight.save()
weight["status"] = "amended"
try:
    weight.save()
except OperationOutcome as refusal:
    print(refusal.resource["issue"][0]["details"]["coding"][0]["code"])

against = {"If-Match": f'W/"{weight["meta"]["versionId"]}"'}
SyncFHIRClient(client.url, authorization=client.authorization, extra_headers=against).resource("Observation", **weight).save()
weight.refresh()
print(weight["meta"]["versionId"])
