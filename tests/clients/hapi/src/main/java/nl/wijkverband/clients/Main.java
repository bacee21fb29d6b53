package nl.wijkverband.clients;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.StrictErrorHandler;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import ca.uhn.fhir.rest.client.interceptor.BearerTokenAuthInterceptor;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The same journey in JSON and in XML. Environment: FHIR_BASE, a token for each person as TOKEN_HUISARTS
 *  and so on, and TOKEN for the example of the documentation. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    FhirContext context = FhirContext.forR4();
    // an element that isn't of R4 is an error, not something to leave out
    context.setParserErrorHandler(new StrictErrorHandler());
    // the client asks for /metadata before its first call, and goes no further with a server of another version
    context.getRestfulClientFactory().setServerValidationMode(ServerValidationModeEnum.ONCE);
    Checks checks = new Checks();
    for (EncodingEnum encoding : new EncodingEnum[] {EncodingEnum.JSON, EncodingEnum.XML}) {
      new Journey(checks, encoding.name(), client(context, encoding, "HUISARTS"), client(context, encoding, "WIJKVERPLEEGKUNDIGE"), client(context, encoding, "HUISARTS_ELDERS")).run();
    }
    checks.check("the example of docs/clients.md", () -> Checks.equal("3\n2\nthe current version is 2\n", printed(() -> Example.main(args))));
    if (!checks.close()) System.exit(1);
  }

  private static String printed(Checks.Step step) throws Exception {
    PrintStream out = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      step.run();
    } finally {
      System.setOut(out);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  private static IGenericClient client(FhirContext context, EncodingEnum encoding, String person) {
    IGenericClient client = context.newRestfulGenericClient(System.getenv("FHIR_BASE"));
    client.registerInterceptor(new BearerTokenAuthInterceptor(System.getenv("TOKEN_" + person)));
    client.setEncoding(encoding);
    return client;
  }
}
