"""A token as SMART Backend Services has it: fhirpy takes a token and knows no way to get one."""

import json
import time
import uuid
from pathlib import Path

import jwt
import requests

# who works where, and how the directory knows them
PEOPLE = {
    "huisarts": ("systeem-praktijk-voorbeeldstraat", "900000001", "Eva Fictief", "huisarts", "PractitionerRole/eva-fictief-huisarts"),
    "wijkverpleegkundige": ("systeem-thuiszorg-proeftuin", "900000012", "Noor Verzonnen", "wijkverpleegkundige", "PractitionerRole/noor-verzonnen-wijkverpleegkundige"),
    "huisarts-elders": ("systeem-praktijk-elders", "900000020", "E. Huisarts", "huisarts", None),
}


def smart_configuration(base: str) -> dict:
    """What the FHIR base says of its authorisation server."""
    return requests.get(f"{base}/.well-known/smart-configuration", timeout=10).json()


def sign_in(base: str, keys: Path, who: str, *, scope: str | None = None) -> str:
    """A bearer token for a person, with the key that the software of the organisation was registered with."""
    configuration = smart_configuration(base)
    client, number, name, role, fhir_user = PEOPLE[who]
    jwk = json.loads((keys / f"client-{client}.jwk.json").read_text())
    now = int(time.time())
    person = {"id": number, "name": name, "role": role, **({"fhirUser": fhir_user} if fhir_user else {})}
    assertion = jwt.encode(
        {"iss": client, "sub": client, "aud": configuration["token_endpoint"], "jti": str(uuid.uuid4()), "iat": now, "exp": now + 120, "person": person, "purpose": "TREAT"},
        jwt.PyJWK(jwk, algorithm="ES384").key,
        algorithm="ES384",
        headers={"kid": jwk["kid"]},
    )
    form = {
        "grant_type": "client_credentials",
        "scope": scope or " ".join(configuration["scopes_supported"]),
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion": assertion,
    }
    answer = requests.post(configuration["token_endpoint"], data=form, timeout=10)
    answer.raise_for_status()
    return answer.json()["access_token"]
