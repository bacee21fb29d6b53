package nl.wijkverband.clients;

import static nl.wijkverband.clients.Checks.equal;
import static nl.wijkverband.clients.Checks.refused;
import static nl.wijkverband.clients.Checks.that;
import static nl.wijkverband.clients.Examples.WILLEM;
import static nl.wijkverband.clients.Examples.bundle;
import static nl.wijkverband.clients.Examples.byBsn;
import static nl.wijkverband.clients.Examples.condition;
import static nl.wijkverband.clients.Examples.decision;
import static nl.wijkverband.clients.Examples.observation;
import static nl.wijkverband.clients.Examples.post;

import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.api.PreferReturnEnum;
import ca.uhn.fhir.rest.api.SearchStyleEnum;
import ca.uhn.fhir.rest.api.SummaryEnum;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.PreconditionFailedException;
import ca.uhn.fhir.rest.server.exceptions.ResourceGoneException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import org.hl7.fhir.r4.model.AllergyIntolerance;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Task;

/** What a vendor's software does here, in one encoding: from the capability to a proposal that is accepted. */
final class Journey {
  private final Checks checks;
  private final String encoding;
  private final IGenericClient gp;
  private final IGenericClient nurse;
  private final IGenericClient stranger;

  Journey(Checks checks, String encoding, IGenericClient gp, IGenericClient nurse, IGenericClient stranger) {
    this.checks = checks;
    this.encoding = encoding;
    this.gp = gp;
    this.nurse = nurse;
    this.stranger = stranger;
  }

  void run() {
    check("the client's own check of the server passes", gp::forceConformanceCheck);
    check("the server says what it is and does", this::capability);
    check("read, vread and history", this::versions);
    check("what has not changed is not sent again", this::unchanged);
    check("search by GET, with what is included", this::search);
    check("search backwards, sorted, in part, and by number alone", this::searchFurther);
    check("no-bsn: search by BSN as a POST; a GET with one is refused", this::byNumber);
    check("pages, by their next links to the end", this::pages);
    check("create, and create only what isn't there", this::create);
    check("update names its version, and a stale one is refused", this::update);
    check("update on a condition", this::updateOnCondition);
    check("JSON Patch and FHIRPath Patch, then delete", this::patchAndDelete);
    check("a batch answers each by itself", this::batch);
    check("a transaction is all or nothing, and its own references are resolved", this::transaction);
    check("the call of the night, and who answers for the patient", this::night);
    check("everything of a patient, by GET", this::everything);
    check("what would be stored is judged beforehand", this::validate);
    check("a refusal says where and by which rule", this::refusals);
    check("a stranger hears only that nothing is found", this::hidden);
    check("a Subscription: asked for, at work, of nobody else, and taken back", this::subscription);
    check("a plan, a proposal on the record, the inbox of the practice, and two signatures", this::proposal);
  }

  private void check(String name, Checks.Step step) {
    checks.check(encoding + ": " + name, step);
  }

  private String number(String name) {
    return name + "-" + encoding;
  }

  private Observation stored(String name) {
    return (Observation) gp.create().resource(observation(number(name))).prefer(PreferReturnEnum.REPRESENTATION).execute().getResource();
  }

  private void capability() {
    CapabilityStatement statement = gp.capabilities().ofType(CapabilityStatement.class).execute();
    equal("4.0.1", statement.getFhirVersion().toCode());
    that(statement.getRestFirstRep().getResource().stream().anyMatch(each -> each.getType().equals("Patient") && each.getOperation().stream().anyMatch(operation -> operation.getName().equals("palliative-handover"))), "the call of the night is announced");
  }

  private void versions() {
    Observation first = stored("lezen");
    first.setStatus(Observation.ObservationStatus.AMENDED);
    equal("2", gp.update().resource(first).execute().getId().getVersionIdPart());
    String id = first.getIdElement().getIdPart();
    Observation now = gp.read().resource(Observation.class).withId(id).execute();
    equal(Observation.ObservationStatus.AMENDED, now.getStatus());
    equal("70.50", now.getValueQuantity().getValueElement().getValueAsString());
    equal(Observation.ObservationStatus.FINAL, gp.read().resource(Observation.class).withIdAndVersion(id, "1").execute().getStatus());
    Bundle history = gp.history().onInstance(new IdType("Observation", id)).returnBundle(Bundle.class).execute();
    equal(List.of("2", "1"), history.getEntry().stream().map(entry -> entry.getResource().getMeta().getVersionId()).toList());
  }

  private void unchanged() {
    Observation first = stored("ongewijzigd");
    Observation same = gp.read().resource(Observation.class).withId(first.getIdElement().getIdPart()).ifVersionMatches("1").returnResource(first).execute();
    that(same == first, "the client keeps what it has");
  }

  private void search() {
    Bundle limits = gp.search().forResource(Consent.class).where(Consent.PATIENT.hasId("willem-voorbeeld")).and(Consent.CATEGORY.exactly().systemAndCode(Examples.SNOMED, "129125009")).include(Consent.INCLUDE_ACTOR).returnBundle(Bundle.class).execute();
    that(found(limits, Bundle.SearchEntryMode.MATCH).contains("Consent/willem-limiet-reanimatie"), "the limit is found");
    that(found(limits, Bundle.SearchEntryMode.INCLUDE).contains("PractitionerRole/eva-fictief-huisarts"), "who was there is included");
    Bundle chained = gp.search().forResource(Consent.class).where(Consent.PATIENT.hasChainedProperty(Patient.FAMILY.matches().value("Voorbeeld"))).count(5).returnBundle(Bundle.class).execute();
    that(!chained.getEntry().isEmpty(), "a chain finds");
  }

  private void searchFurther() {
    Bundle backwards = gp.search().forResource(Patient.class).where(Patient.RES_ID.exactly().code("willem-voorbeeld")).revInclude(Consent.INCLUDE_PATIENT).returnBundle(Bundle.class).execute();
    equal(List.of(WILLEM), found(backwards, Bundle.SearchEntryMode.MATCH));
    that(found(backwards, Bundle.SearchEntryMode.INCLUDE).contains("Consent/willem-limiet-icd"), "what refers to him comes along");
    List<String> up = found(gp.search().forResource(Patient.class).sort().ascending(Patient.BIRTHDATE).sort().ascending(Patient.SP_RES_ID).count(200).returnBundle(Bundle.class).execute(), Bundle.SearchEntryMode.MATCH);
    List<String> down = new ArrayList<>(found(gp.search().forResource(Patient.class).sort().descending(Patient.BIRTHDATE).sort().descending(Patient.SP_RES_ID).count(200).returnBundle(Bundle.class).execute(), Bundle.SearchEntryMode.MATCH));
    Collections.reverse(down);
    equal(up, down);
    Bundle counted = gp.search().forResource(Patient.class).summaryMode(SummaryEnum.COUNT).returnBundle(Bundle.class).execute();
    equal(up.size(), counted.getTotal());
    Patient part = gp.read().resource(Patient.class).withId("willem-voorbeeld").elementsSubset("birthDate").execute();
    that(part.hasBirthDate() && !part.hasAddress(), "what was asked for, and not the rest");
    equal("SUBSETTED", part.getMeta().getTagFirstRep().getCode());
  }

  private void byNumber() {
    Bundle known = gp.search().forResource(Patient.class).where(Patient.IDENTIFIER.exactly().systemAndCode(Examples.BSN, Examples.WILLEM_BSN)).usingStyle(SearchStyleEnum.POST).returnBundle(Bundle.class).execute();
    equal(List.of(WILLEM), found(known, Bundle.SearchEntryMode.MATCH));
    InvalidRequestException refusal = refused(InvalidRequestException.class, () -> gp.search().forResource(Patient.class).where(Patient.IDENTIFIER.exactly().systemAndCode(Examples.BSN, Examples.WILLEM_BSN)).returnBundle(Bundle.class).execute());
    equal("no-bsn", rule(refusal));
  }

  private void pages() {
    List<String> walked = new ArrayList<>();
    Bundle page = gp.search().forResource(Patient.class).count(4).returnBundle(Bundle.class).execute();
    int pages = 1;
    walked.addAll(found(page, Bundle.SearchEntryMode.MATCH));
    while (page.getLink(Bundle.LINK_NEXT) != null) {
      page = gp.loadPage().next(page).execute();
      walked.addAll(found(page, Bundle.SearchEntryMode.MATCH));
      pages++;
    }
    that(pages > 1, "more than one page");
    equal(walked.size(), new HashSet<>(walked).size());
    equal(new HashSet<>(found(gp.search().forResource(Patient.class).count(200).returnBundle(Bundle.class).execute(), Bundle.SearchEntryMode.MATCH)), new HashSet<>(walked));
  }

  private void create() {
    MethodOutcome made = gp.create().resource(observation(number("een-keer"))).conditionalByUrl(condition(number("een-keer"))).execute();
    equal(Boolean.TRUE, made.getCreated());
    that(made.getId().hasVersionIdPart(), "Location names the version");
    MethodOutcome again = gp.create().resource(observation(number("een-keer"))).conditional().where(Observation.IDENTIFIER.exactly().systemAndIdentifier(Examples.SOURCE, number("een-keer"))).execute();
    equal(made.getId().getIdPart(), again.getId().getIdPart());
    that(!Boolean.TRUE.equals(again.getCreated()), "nothing is made twice");
  }

  private void update() {
    Observation first = stored("verouderd");
    Observation other = first.copy();
    first.setStatus(Observation.ObservationStatus.AMENDED);
    gp.update().resource(first).execute();
    other.setStatus(Observation.ObservationStatus.CORRECTED);
    PreconditionFailedException stale = refused(PreconditionFailedException.class, () -> gp.update().resource(other).execute());
    equal("if-match-required", rule(stale));
    Observation unnamed = other.copy();
    unnamed.setId(other.getIdElement().toUnqualifiedVersionless());
    equal("if-match-required", rule(refused(InvalidRequestException.class, () -> gp.update().resource(unnamed).execute())));
  }

  private void updateOnCondition() {
    Observation first = observation(number("voorwaarde"));
    equal(Boolean.TRUE, gp.update().resource(first).conditionalByUrl(condition(number("voorwaarde"))).execute().getCreated());
    first.setStatus(Observation.ObservationStatus.AMENDED);
    MethodOutcome again = gp.update().resource(first).conditional().where(Observation.IDENTIFIER.exactly().systemAndIdentifier(Examples.SOURCE, number("voorwaarde"))).withAdditionalHeader("If-Match", "W/\"1\"").execute();
    equal("2", again.getId().getVersionIdPart());
  }

  private void patchAndDelete() {
    IdType id = stored("weg").getIdElement().toUnqualifiedVersionless();
    MethodOutcome patched = gp.patch().withBody("[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"amended\"}]").withId(id).withAdditionalHeader("If-Match", "W/\"1\"").execute();
    equal("2", patched.getId().getVersionIdPart());
    Parameters patch = new Parameters();
    Parameters.ParametersParameterComponent operation = patch.addParameter().setName("operation");
    operation.addPart().setName("type").setValue(new CodeType("replace"));
    operation.addPart().setName("path").setValue(new StringType("Observation.status"));
    operation.addPart().setName("value").setValue(new CodeType("corrected"));
    equal("3", gp.patch().withFhirPatch(patch).withId(id).withAdditionalHeader("If-Match", "W/\"2\"").execute().getId().getVersionIdPart());
    gp.delete().resourceById(id).execute();
    refused(ResourceGoneException.class, () -> gp.read().resource(Observation.class).withId(id).execute());
    stored("weg-op-voorwaarde");
    gp.delete().resourceConditionalByUrl(condition(number("weg-op-voorwaarde"))).execute();
  }

  private void batch() {
    Bundle batch = bundle(Bundle.BundleType.BATCH);
    batch.addEntry().getRequest().setMethod(Bundle.HTTPVerb.GET).setUrl(WILLEM);
    batch.addEntry().getRequest().setMethod(Bundle.HTTPVerb.GET).setUrl("Patient/onbekend");
    post(batch, "urn:uuid:0d6f3a70-58f5-4e3c-9d0e-5d8d1d6f0001", observation(number("in-een-batch")));
    Bundle answer = gp.transaction().withBundle(batch).execute();
    equal(List.of("200", "404", "201"), statuses(answer));
  }

  private void transaction() {
    String one = "urn:uuid:0d6f3a70-58f5-4e3c-9d0e-5d8d1d6f0002";
    String other = "urn:uuid:0d6f3a70-58f5-4e3c-9d0e-5d8d1d6f0003";
    Observation panel = observation(number("panel"));
    panel.addHasMember(new Reference(other));
    Bundle bundle = bundle(Bundle.BundleType.TRANSACTION);
    post(bundle, one, panel);
    post(bundle, other, observation(number("deel")));
    Bundle answer = gp.transaction().withBundle(bundle).execute();
    equal(List.of("201", "201"), statuses(answer));
    List<IdType> made = answer.getEntry().stream().map(entry -> new IdType(entry.getResponse().getLocation())).toList();
    equal("Observation/" + made.get(1).getIdPart(), gp.read().resource(Observation.class).withId(made.get(0).getIdPart()).execute().getHasMemberFirstRep().getReference());

    Bundle broken = bundle(Bundle.BundleType.TRANSACTION);
    post(broken, one, observation(number("half")));
    Observation unfinished = observation(number("kapot"));
    unfinished.setStatus(null);
    post(broken, other, unfinished);
    UnprocessableEntityException refusal = refused(UnprocessableEntityException.class, () -> gp.transaction().withBundle(broken).execute());
    that(outcome(refusal).getIssue().stream().anyMatch(issue -> issue.getExpression().stream().anyMatch(path -> path.getValue().startsWith("Bundle.entry[1].resource"))), "the fault is named in its entry");
    equal(0, gp.search().byUrl(condition(number("half"))).returnBundle(Bundle.class).execute().getEntry().size());
  }

  private void night() {
    Parameters night = gp.operation().onType(Patient.class).named("$palliative-handover").withParameters(byBsn()).execute();
    // in the second encoding the record has changed since, by what the first one did
    that(List.of("current", "changed").contains(part(night, "status").getValue().primitiveValue()), "there is a handover");
    Bundle handover = (Bundle) part(night, "handover").getResource();
    equal(Bundle.BundleType.DOCUMENT, handover.getType());
    Parameters at = new Parameters();
    at.addParameter().setName("at").setValue(new InstantType("2026-11-24T10:00:00+01:00"));
    Parameters responsible = gp.operation().onInstance(new IdType(WILLEM)).named("$responsible-gp").withParameters(at).execute();
    that(part(responsible, "rule") != null, "a rule is given");
    Parameters byGet = gp.operation().onInstance(new IdType(WILLEM)).named("$responsible-gp").withParameters(at).useHttpGet().execute();
    equal(part(responsible, "rule").getValue().primitiveValue(), part(byGet, "rule").getValue().primitiveValue());
  }

  private void everything() {
    Bundle everything = gp.operation().onInstance(new IdType(WILLEM)).named("$everything").withNoParameters(Parameters.class).returnResourceType(Bundle.class).useHttpGet().execute();
    that(everything.getEntry().size() > 10, "much is known");
  }

  private void validate() {
    Observation invalid = observation(number("beoordeeld"));
    invalid.setStatus(null);
    OperationOutcome outcome = (OperationOutcome) gp.validate().resource(invalid).execute().getOperationOutcome();
    that(outcome.getIssue().stream().anyMatch(issue -> issue.getSeverity() == OperationOutcome.IssueSeverity.ERROR && issue.getExpression().get(0).getValue().equals("Observation.status")), "the fault is named");
  }

  private void refusals() {
    Observation invalid = observation(number("ongeldig"));
    invalid.setStatus(null);
    OperationOutcome outcome = outcome(refused(UnprocessableEntityException.class, () -> gp.create().resource(invalid).execute()));
    that(outcome.getIssue().stream().anyMatch(issue -> issue.getExpression().stream().anyMatch(path -> path.getValue().equals("Observation.status"))), "the fault is named by its path");
    Observation foreign = (Observation) nurse.create().resource(observation(number("verpleegkundig"))).prefer(PreferReturnEnum.REPRESENTATION).execute().getResource();
    foreign.setStatus(Observation.ObservationStatus.AMENDED);
    equal("own-part", rule(refused(ForbiddenOperationException.class, () -> gp.update().resource(foreign).execute())));
  }

  private void hidden() {
    ResourceNotFoundException hidden = refused(ResourceNotFoundException.class, () -> stranger.read().resource(Patient.class).withId("willem-voorbeeld").execute());
    ResourceNotFoundException absent = refused(ResourceNotFoundException.class, () -> stranger.read().resource(Patient.class).withId("onbekend").execute());
    equal(absent.getResponseBody(), hidden.getResponseBody());
    Bundle nothing = stranger.search().forResource(Patient.class).where(Patient.IDENTIFIER.exactly().systemAndCode(Examples.BSN, Examples.WILLEM_BSN)).usingStyle(SearchStyleEnum.POST).returnBundle(Bundle.class).execute();
    equal(0, nothing.getEntry().size());
  }

  private void subscription() throws InterruptedException {
    IdType id = (IdType) gp.create().resource(Examples.subscription()).execute().getId().toUnqualifiedVersionless();
    Subscription.SubscriptionStatus status = null;
    for (int time = 0; time < 100 && status != Subscription.SubscriptionStatus.ACTIVE; time++) {
      Thread.sleep(100);
      status = gp.read().resource(Subscription.class).withId(id).execute().getStatus();
    }
    equal(Subscription.SubscriptionStatus.ACTIVE, status);
    Bundle told = gp.operation().onInstance(id).named("$status").withNoParameters(Parameters.class).returnResourceType(Bundle.class).useHttpGet().execute();
    that(told.getEntryFirstRep().getResource() instanceof Parameters, "its state is told");
    refused(ResourceNotFoundException.class, () -> nurse.read().resource(Subscription.class).withId(id).execute());
    gp.delete().resourceById(id).execute();
    refused(ResourceGoneException.class, () -> gp.read().resource(Subscription.class).withId(id).execute());
  }

  private void proposal() {
    // one plan is in force at a time: whoever comes second proposes on the one that is there
    Bundle plans = gp.search().forResource(CarePlan.class).where(CarePlan.PATIENT.hasId("willem-voorbeeld")).and(CarePlan.CATEGORY.exactly().systemAndCode(Examples.SNOMED, "135411000146103")).and(CarePlan.STATUS.exactly().code("active")).returnBundle(Bundle.class).execute();
    IdType plan = plans.getEntry().isEmpty() ? (IdType) nurse.create().resource(Examples.plan()).execute().getId() : new IdType("CarePlan", plans.getEntryFirstRep().getResource().getIdElement().getIdPart());
    Bundle view = gp.operation().onInstance(plan.toUnqualifiedVersionless()).named("$plan-view").withNoParameters(Parameters.class).returnResourceType(Bundle.class).execute();
    that(view.getEntry().stream().anyMatch(entry -> entry.getResource() instanceof CarePlan), "the plan is shown");

    IdType allergy = new IdType("AllergyIntolerance/willem-allergie");
    boolean noted = gp.read().resource(AllergyIntolerance.class).withId(allergy).execute().hasNote();
    Task proposed = nurse.operation().onInstance(allergy).named("$propose").withParameters(Examples.proposal(noted ? "replace" : "add", "Ook uitslag van pleisters, " + encoding)).returnResourceType(Task.class).execute();
    equal(Task.TaskStatus.REQUESTED, proposed.getStatus());
    Bundle inbox = gp.search().byUrl("Task?waits-for=Organization/praktijk-voorbeeldstraat&code=voorstel").returnBundle(Bundle.class).execute();
    that(found(inbox, Bundle.SearchEntryMode.MATCH).contains("Task/" + proposed.getIdElement().getIdPart()), "it waits in the inbox");
    IdType task = proposed.getIdElement().toUnqualifiedVersionless();
    equal(Task.TaskStatus.ACCEPTED, gp.operation().onInstance(task).named("$decide").withParameters(decision("accept")).returnResourceType(Task.class).execute().getStatus());
    Bundle signatures = gp.search().forResource(Provenance.class).where(Provenance.TARGET.hasId(allergy)).returnBundle(Bundle.class).execute();
    that(signatures.getEntry().stream().anyMatch(entry -> ((Provenance) entry.getResource()).getAgent().size() == 2), "both have signed");
    equal("status-step", rule(refused(ResourceVersionConflictException.class, () -> gp.operation().onInstance(task).named("$decide").withParameters(decision("accept")).returnResourceType(Task.class).execute())));
  }

  private static List<String> found(Bundle bundle, Bundle.SearchEntryMode mode) {
    return bundle.getEntry().stream().filter(entry -> entry.getSearch().getMode() == mode).map(entry -> reference(entry.getResource())).toList();
  }

  private static String reference(Resource resource) {
    return resource.fhirType() + "/" + resource.getIdElement().getIdPart();
  }

  private static List<String> statuses(Bundle answer) {
    return answer.getEntry().stream().map(entry -> entry.getResponse().getStatus().substring(0, 3)).toList();
  }

  private static Parameters.ParametersParameterComponent part(Parameters parameters, String name) {
    return parameters.getParameter().stream().filter(each -> each.getName().equals(name)).findFirst().orElse(null);
  }

  private static OperationOutcome outcome(BaseServerResponseException refusal) {
    return (OperationOutcome) refusal.getOperationOutcome();
  }

  private static String rule(BaseServerResponseException refusal) {
    return outcome(refusal).getIssueFirstRep().getDetails().getCodingFirstRep().getCode();
  }
}
