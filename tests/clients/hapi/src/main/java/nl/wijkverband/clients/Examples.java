package nl.wijkverband.clients;

import java.math.BigDecimal;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Subscription;

/** What the journey sends. */
final class Examples {
  static final String BSN = "http://fhir.nl/fhir/NamingSystem/bsn";
  static final String WILLEM_BSN = "999911120";
  static final String WILLEM = "Patient/willem-voorbeeld";
  static final String SNOMED = "http://snomed.info/sct";
  static final String SOURCE = "https://his.voorbeeld.example";

  private Examples() {}

  static Observation observation(String number) {
    Observation observation = new Observation();
    observation.setStatus(Observation.ObservationStatus.FINAL);
    observation.addIdentifier().setSystem(SOURCE).setValue(number);
    observation.getCode().setText("gewicht");
    observation.setSubject(new Reference(WILLEM));
    observation.setValue(new Quantity().setValue(new BigDecimal("70.50")).setUnit("kg"));
    return observation;
  }

  /** The condition that finds it by that number. */
  static String condition(String number) {
    return "Observation?identifier=" + SOURCE + "|" + number;
  }

  static CarePlan plan() {
    CarePlan plan = new CarePlan();
    plan.setStatus(CarePlan.CarePlanStatus.ACTIVE).setIntent(CarePlan.CarePlanIntent.PLAN).setTitle("Thuis blijven").setSubject(new Reference(WILLEM));
    plan.addCategory().addCoding().setSystem(SNOMED).setCode("135411000146103");
    return plan;
  }

  static Subscription subscription() {
    Subscription subscription = new Subscription();
    subscription.setStatus(Subscription.SubscriptionStatus.REQUESTED).setReason("voorstellen in het HIS").setCriteria("https://wijkverband.example/fhir/SubscriptionTopic/proposal-made");
    subscription.getChannel().setType(Subscription.SubscriptionChannelType.WEBSOCKET).setPayload("application/fhir+json");
    subscription.getChannel().getPayloadElement().addExtension("http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-payload-content", new CodeType("id-only"));
    return subscription;
  }

  static Parameters byBsn() {
    Parameters parameters = new Parameters();
    parameters.addParameter().setName("identifier").setValue(new Identifier().setSystem(BSN).setValue(WILLEM_BSN));
    return parameters;
  }

  /** A note on the allergy, as a FHIRPath Patch with its reason. */
  static Parameters proposal(String type, String note) {
    Parameters patch = new Parameters();
    Parameters.ParametersParameterComponent operation = patch.addParameter().setName("operation");
    operation.addPart().setName("type").setValue(new CodeType(type));
    boolean adds = type.equals("add");
    operation.addPart().setName("path").setValue(new StringType(adds ? "AllergyIntolerance" : "AllergyIntolerance.note"));
    if (adds) operation.addPart().setName("name").setValue(new StringType("note"));
    operation.addPart().setName("value").setValue(new Annotation().setText(note));
    Parameters parameters = new Parameters();
    parameters.addParameter().setName("patch").setResource(patch);
    parameters.addParameter().setName("reason").setValue(new StringType("Gezien bij het wassen."));
    return parameters;
  }

  static Parameters decision(String code) {
    Parameters parameters = new Parameters();
    parameters.addParameter().setName("decision").setValue(new CodeType(code));
    return parameters;
  }

  static Bundle bundle(Bundle.BundleType type) {
    Bundle bundle = new Bundle();
    bundle.setType(type);
    return bundle;
  }

  static Bundle.BundleEntryComponent post(Bundle bundle, String fullUrl, Resource resource) {
    Bundle.BundleEntryComponent entry = bundle.addEntry().setFullUrl(fullUrl).setResource(resource);
    entry.getRequest().setMethod(Bundle.HTTPVerb.POST).setUrl(resource.fhirType());
    return entry;
  }
}
