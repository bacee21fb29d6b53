package nl.wijkverband.conformance;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.LenientErrorHandler;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.hl7.fhir.r4.model.Resource;

/** The StructureDefinitions, ValueSets and CodeSystems of folders and of FHIR packages. */
final class Definitions {
  private static final Set<String> KINDS = Set.of("StructureDefinition", "ValueSet", "CodeSystem");

  private final KnownDefinitions support;
  private final IParser parser;

  private Definitions(FhirContext fhir) {
    support = new KnownDefinitions(fhir);
    parser = fhir.newJsonParser().setParserErrorHandler(new LenientErrorHandler(false));
  }

  /** @throws IOException where a path cannot be read */
  static Definitions read(FhirContext fhir, List<String> paths) throws IOException {
    Definitions definitions = new Definitions(fhir);
    for (String path : paths) {
      if (path.endsWith(".tgz")) definitions.readPackage(Path.of(path));
      else definitions.readFolder(Path.of(path));
    }
    return definitions;
  }

  KnownDefinitions support() {
    return support;
  }

  private void readFolder(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) add(file.getFileName().toString(), Files.readString(file));
    }
  }

  private void readPackage(Path archive) throws IOException {
    try (InputStream bytes = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive)));
        TarArchiveInputStream tar = new TarArchiveInputStream(bytes)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path path = Path.of(entry.getName());
        if (path.getNameCount() == 2 && path.startsWith("package")) {
          add(path.getFileName().toString(), new String(tar.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    }
  }

  private void add(String name, String text) {
    boolean isDefinition = name.endsWith(".json") && !name.startsWith(".") && KINDS.stream().anyMatch((kind) -> text.contains("\"" + kind + "\""));
    if (!isDefinition) return;
    Resource resource = (Resource) parser.parseResource(text);
    if (KINDS.contains(resource.fhirType())) support.addResource(resource);
  }
}
