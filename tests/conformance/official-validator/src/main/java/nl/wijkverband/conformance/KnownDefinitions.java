package nl.wijkverband.conformance;

import ca.uhn.fhir.context.FhirContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemContentMode;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.r4.model.ValueSet.ConceptReferenceComponent;
import org.hl7.fhir.r4.model.ValueSet.ConceptSetComponent;

/**
 * Definitions in memory. Of national code systems the packages hold no content, and HAPI then refuses every value set that lists codes of them;
 * so the codes that value sets list are taken for the content. What none lists stays unknown.
 */
final class KnownDefinitions extends PrePopulatedValidationSupport {
  private static final Set<String> KNOWN_TO_HAPI = Set.of("http://snomed.info/sct", "http://loinc.org", "http://unitsofmeasure.org");

  private final Map<String, CodeSystem> listed = new HashMap<>();

  KnownDefinitions(FhirContext fhir) {
    super(fhir);
  }

  @Override
  public void addValueSet(IBaseResource valueSet) {
    super.addValueSet(valueSet);
    for (ConceptSetComponent include : ((ValueSet) valueSet).getCompose().getInclude()) {
      if (include.hasSystem() && include.hasConcept() && !KNOWN_TO_HAPI.contains(include.getSystem())) include.getConcept().forEach((concept) -> list(include.getSystem(), concept));
    }
  }

  private void list(String system, ConceptReferenceComponent concept) {
    CodeSystem codes = listed.computeIfAbsent(system, KnownDefinitions::fragment);
    boolean isNew = codes.getConcept().stream().noneMatch((known) -> known.getCode().equals(concept.getCode()));
    if (isNew) codes.addConcept().setCode(concept.getCode()).setDisplay(concept.getDisplay());
  }

  private static CodeSystem fragment(String url) {
    CodeSystem codes = new CodeSystem();
    codes.setUrl(url).setStatus(PublicationStatus.ACTIVE).setContent(CodeSystemContentMode.FRAGMENT);
    return codes;
  }

  /** Asked after the definitions of R4 itself, so that what is listed stands only for what nobody defines. */
  @Override
  public IBaseResource fetchCodeSystem(String url) {
    IBaseResource found = super.fetchCodeSystem(url);
    boolean isEmpty = found == null || (found instanceof CodeSystem system && system.getContent() == CodeSystemContentMode.NOTPRESENT);
    return isEmpty && listed.containsKey(url) ? listed.get(url) : found;
  }
}
