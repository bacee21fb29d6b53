package nl.wijkverband.conformance;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.util.List;

/** Validates every instance of a manifest in one warm JVM and writes what the official validator says of each. */
public final class Main {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Main() {}

  /** What to validate. {@code definitions}: folders and FHIR packages (.tgz) whose conformance resources are known besides R4 itself. */
  public record Manifest(List<String> definitions, List<Instance> instances) {}

  /** {@code file}: the JSON text of a resource; {@code profiles}: canonicals to hold it to, besides those that it claims. */
  public record Instance(String name, String file, List<String> profiles) {}

  /** The messages of one instance, in the order in which the validator gave them. */
  public record Verdict(String name, List<Message> messages) {}

  /** {@code severity}: fatal, error, warning or information; {@code id}: the validator's own name of the message; {@code details}: what led to it. */
  public record Message(String severity, String location, String id, String text, List<String> details) {}

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
      System.err.println("usage: Main <manifest.json> <report.json>");
      System.exit(64);
    }
    Manifest manifest = JSON.readValue(new File(arguments[0]), Manifest.class);
    FhirContext fhir = FhirContext.forR4();
    Definitions definitions = Definitions.read(fhir, manifest.definitions());
    OfficialValidator validator = new OfficialValidator(fhir, definitions.support());
    List<Verdict> verdicts = manifest.instances().parallelStream().map(validator::validate).toList();
    JSON.writerWithDefaultPrettyPrinter().writeValue(new File(arguments[1]), verdicts);
  }
}
