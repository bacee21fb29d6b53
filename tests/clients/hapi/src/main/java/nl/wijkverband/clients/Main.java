package nl.wijkverband.clients;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.StrictErrorHandler;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.IRestfulClientFactory;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import ca.uhn.fhir.rest.client.interceptor.BearerTokenAuthInterceptor;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.oauth2.sdk.dpop.DPoPProofFactory;
import com.nimbusds.oauth2.sdk.dpop.DefaultDPoPProofFactory;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The same journey in JSON and in XML. Environment: FHIR_BASE, CLIENT_KEYS (the folder with the keys of the demo's clients), and TOKEN,
 *  a huisarts's, for the example of the documentation. */
public final class Main {
  private Main() {}

  public static void main(String[] args) throws Exception {
    String base = System.getenv("FHIR_BASE");
    SignIn signIn = new SignIn(base, Path.of(System.getenv("CLIENT_KEYS")));
    FhirContext context = FhirContext.forR4();
    // an element that isn't of R4 is an error, not something to leave out
    context.setParserErrorHandler(new StrictErrorHandler());
    // the client asks for /metadata before its first call, and goes no further with a server of another version
    IRestfulClientFactory clients = context.getRestfulClientFactory();
    clients.setServerValidationMode(ServerValidationModeEnum.ONCE);

    Checks checks = new Checks();
    checks.check("a scope that isn't ours gives no token", () -> Checks.equal("invalid_scope", signIn.refusal(SignIn.GP, "system/*.cruds")));
    checks.check("a token that is bound to a key (DPoP) takes a proof, and takes it once", () -> {
      DPoPProofFactory proofs = new DefaultDPoPProofFactory(new ECKeyGenerator(Curve.P_256).generate(), JWSAlgorithm.ES256);
      Checks.equal("[200, 401, 401]", Arrays.toString(signIn.bound(SignIn.GP, proofs, Examples.WILLEM)));
    });
    for (EncodingEnum encoding : new EncodingEnum[] {EncodingEnum.JSON, EncodingEnum.XML}) {
      List<IGenericClient> people = new ArrayList<>();
      for (SignIn.Person person : List.of(SignIn.GP, SignIn.NURSE, SignIn.STRANGER)) {
        IGenericClient client = clients.newGenericClient(base);
        client.registerInterceptor(new BearerTokenAuthInterceptor(signIn.bearer(person)));
        client.setEncoding(encoding);
        people.add(client);
      }
      new Journey(checks, encoding.name(), people.get(0), people.get(1), people.get(2)).run();
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
}
