package nl.wijkverband.clients;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.PreferReturnEnum;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.interceptor.BearerTokenAuthInterceptor;
import ca.uhn.fhir.rest.server.exceptions.PreconditionFailedException;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;

public class Example {
  public static void main(String[] args) {
    IGenericClient client = FhirContext.forR4().newRestfulGenericClient(System.getenv("FHIR_BASE"));
    client.registerInterceptor(new BearerTokenAuthInterceptor(System.getenv("TOKEN")));

    Bundle limits = client.search().forResource(Consent.class).where(Consent.PATIENT.hasId("willem-voorbeeld")).and(Consent.CATEGORY.exactly().systemAndCode("http://snomed.info/sct", "129125009")).count(3).returnBundle(Bundle.class).execute();
    System.out.println(limits.getEntry().size());

    Observation weight = new Observation().setStatus(Observation.ObservationStatus.FINAL).setSubject(new Reference("Patient/willem-voorbeeld")).setValue(new Quantity(61.5).setUnit("kg"));
    weight.getCode().setText("gewicht");
    Observation stored = (Observation) client.create().resource(weight).prefer(PreferReturnEnum.REPRESENTATION).execute().getResource();
    stored.setStatus(Observation.ObservationStatus.AMENDED);
    System.out.println(client.update().resource(stored).execute().getId().getVersionIdPart());
    try {
      client.update().resource(stored).execute();
    } catch (PreconditionFailedException stale) {
      System.out.println(((OperationOutcome) stale.getOperationOutcome()).getIssueFirstRep().getDiagnostics());
    }
  }
}
