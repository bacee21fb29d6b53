package nl.wijkverband.clients;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.dpop.DPoPProofFactory;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;

/** A token as SMART Backend Services has it: from the FHIR base to its issuer, from the issuer to its metadata (RFC 8414), and there by a signed assertion. */
final class SignIn {
  private final String base;
  private final Path keys;
  private final AuthorizationServerMetadata server;

  /** Somebody of the demo, and the software that asks in the name of that person. */
  record Person(String client, Map<String, Object> claims) {}

  static final Person GP = person("systeem-praktijk-voorbeeldstraat", "900000001", "Eva Fictief", "huisarts", "PractitionerRole/eva-fictief-huisarts");
  static final Person NURSE = person("systeem-thuiszorg-proeftuin", "900000012", "Noor Verzonnen", "wijkverpleegkundige", "PractitionerRole/noor-verzonnen-wijkverpleegkundige");
  static final Person STRANGER = new Person("systeem-praktijk-elders", Map.of("id", "900000020", "name", "E. Huisarts", "role", "huisarts"));

  private static Person person(String client, String id, String name, String role, String fhirUser) {
    return new Person(client, Map.of("id", id, "name", name, "role", role, "fhirUser", fhirUser));
  }

  /** @param keys the folder in which the demo keeps the keys of its clients */
  SignIn(String base, Path keys) throws IOException, GeneralException {
    this.base = base;
    this.keys = keys;
    Object issuer = new HTTPRequest(HTTPRequest.Method.GET, URI.create(base + "/.well-known/smart-configuration")).send().getBodyAsJSONObject().get("issuer");
    this.server = AuthorizationServerMetadata.resolve(new Issuer((String) issuer));
  }

  /** A bearer token with all scopes there are. */
  String bearer(Person person) throws IOException, GeneralException, JOSEException, ParseException {
    return accepted(TokenResponse.parse(request(person, server.getScopes()).toHTTPRequest().send())).getTokens().getBearerAccessToken().getValue();
  }

  /** The statuses of a read by a token that is bound to a key: with a proof, with the same proof again, and without one. */
  int[] bound(Person person, DPoPProofFactory proofs, String path) throws Exception {
    HTTPRequest asked = request(person, new Scope("system/Patient.r")).toHTTPRequest();
    asked.setDPoP(proofs.createDPoPJWT("POST", server.getTokenEndpointURI()));
    DPoPAccessToken token = accepted(TokenResponse.parse(asked.send())).getTokens().getDPoPAccessToken();
    URI address = URI.create(base + "/" + path);
    SignedJWT proof = proofs.createDPoPJWT("GET", address, token);
    int[] statuses = new int[3];
    for (int time = 0; time < 3; time++) {
      HTTPRequest read = new HTTPRequest(HTTPRequest.Method.GET, address);
      read.setAuthorization(token.toAuthorizationHeader());
      if (time < 2) read.setDPoP(proof);
      HTTPResponse answer = read.send();
      statuses[time] = answer.getStatusCode();
    }
    return statuses;
  }

  /** The code that a scope is refused with. */
  String refusal(Person person, String scope) throws Exception {
    return TokenResponse.parse(request(person, new Scope(scope)).toHTTPRequest().send()).toErrorResponse().getErrorObject().getCode();
  }

  private TokenRequest request(Person person, Scope scope) throws IOException, JOSEException, ParseException {
    ECKey key = ECKey.parse(Files.readString(keys.resolve("client-" + person.client() + ".jwk.json")));
    Instant now = Instant.now();
    JWTClaimsSet claims = new JWTClaimsSet.Builder().issuer(person.client()).subject(person.client()).audience(server.getTokenEndpointURI().toString()).jwtID(UUID.randomUUID().toString()).issueTime(Date.from(now)).expirationTime(Date.from(now.plusSeconds(120))).claim("person", person.claims()).claim("purpose", "TREAT").build();
    SignedJWT assertion = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES384).keyID(key.getKeyID()).build(), claims);
    assertion.sign(new ECDSASigner(key));
    return new TokenRequest.Builder(server.getTokenEndpointURI(), new PrivateKeyJWT(assertion), new ClientCredentialsGrant()).scope(scope).build();
  }

  private static AccessTokenResponse accepted(TokenResponse response) {
    if (response.indicatesSuccess()) return response.toSuccessResponse();
    throw new IllegalStateException("no token: " + response.toErrorResponse().getErrorObject().toJSONObject());
  }
}
