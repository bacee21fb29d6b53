package nl.wijkverband.conformance;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import ca.uhn.fhir.validation.ValidationOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r5.utils.validation.constants.BestPracticeWarningLevel;

/** HL7's InstanceValidator. Terminology is what the definitions and the JVM hold; nothing is fetched. */
final class OfficialValidator {
  private final FhirValidator validator;

  OfficialValidator(FhirContext fhir, IValidationSupport definitions) {
    ValidationSupportChain chain =
        new ValidationSupportChain(
            new DefaultProfileValidationSupport(fhir),
            definitions,
            new SnapshotGeneratingValidationSupport(fhir),
            new CommonCodeSystemsTerminologyService(fhir),
            new InMemoryTerminologyServerValidationSupport(fhir));
    // R4: of a CodeableConcept one coding in the value set is enough
    chain.setCodeableConceptValidationSuccessfulIfNotAllCodingsAreValid(true);
    FhirInstanceValidator instances = new FhirInstanceValidator(chain);
    instances.setAnyExtensionsAllowed(true);
    instances.setErrorForUnknownProfiles(true);
    instances.setBestPracticeWarningLevel(BestPracticeWarningLevel.Ignore);
    // no target is fetched: the type that a reference names is held to what the profile allows
    instances.setAssumeValidRestReferences(true);
    validator = fhir.newValidator().registerValidatorModule(instances);
  }

  /** What is to be said of an instance; never throws for what the instance holds. */
  Main.Verdict validate(Main.Instance instance) {
    ValidationOptions options = new ValidationOptions();
    instance.profiles().forEach(options::addProfile);
    try {
      List<Main.Message> messages =
          validator.validateWithResult(Files.readString(Path.of(instance.file())), options).getMessages().stream().map(OfficialValidator::message).toList();
      return new Main.Verdict(instance.name(), messages);
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    } catch (RuntimeException cause) {
      // a resource that the parser can't read at all
      return new Main.Verdict(instance.name(), List.of(new Main.Message("fatal", "", "exception", String.valueOf(cause.getMessage()), List.of())));
    }
  }

  private static Main.Message message(SingleValidationMessage said) {
    String severity = said.getSeverity() == null ? ResultSeverityEnum.ERROR.name() : said.getSeverity().name();
    return new Main.Message(
        severity.toLowerCase(Locale.ROOT),
        said.getLocationString() == null ? "" : said.getLocationString(),
        said.getMessageId() == null ? "" : said.getMessageId(),
        said.getMessage() == null ? "" : said.getMessage(),
        said.getSliceMessages() == null ? List.of() : said.getSliceMessages());
  }
}
