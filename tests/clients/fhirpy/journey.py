"""What a system in Python does here by fhirpy: from the capability to a proposal that is accepted.
Environment: FHIR_BASE, CLIENT_KEYS (the folder with the keys of the demo's clients), and TOKEN, a huisarts's, for the example of the documentation."""

import os
import sys
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from runpy import run_path

from checks import equal, expressions, refused, rules, run, step
from fhirpy import SyncFHIRClient
from fhirpy.base.exceptions import AuthorizationError, ForbiddenError, MultipleResourcesFound, OperationOutcome, ResourceNotFound
from sign_in import sign_in, smart_configuration

BASE = os.environ["FHIR_BASE"]
KEYS = Path(os.environ["CLIENT_KEYS"])
BSN = "http://fhir.nl/fhir/NamingSystem/bsn"
WILLEM = "Patient/willem-voorbeeld"
SOURCE = "https://his.voorbeeld.example"
ALLERGY = "AllergyIntolerance/willem-allergie"


@dataclass
class People:
    gp: SyncFHIRClient
    nurse: SyncFHIRClient
    stranger: SyncFHIRClient


def client(who: str) -> SyncFHIRClient:
    return SyncFHIRClient(BASE, authorization=f"Bearer {sign_in(BASE, KEYS, who)}")


def saying(to: SyncFHIRClient, headers: dict, **config: object) -> SyncFHIRClient:
    """The same client with headers of its own: fhirpy has them per client, not per call."""
    return SyncFHIRClient(BASE, authorization=to.authorization, extra_headers=headers, requests_config=config)


def observation(number: str, **more: object) -> dict:
    return {"status": "final", "identifier": [{"system": SOURCE, "value": f"py-{number}"}], "code": {"text": "gewicht"}, "subject": {"reference": WILLEM}, "valueQuantity": {"value": 70.5, "unit": "kg"}, **more}


def stored(gp: SyncFHIRClient, number: str):
    made = gp.resource("Observation", **observation(number))
    made.save()
    return made


def by_bsn(value: str) -> dict:
    return {"resourceType": "Parameters", "parameter": [{"name": "identifier", "valueIdentifier": {"system": BSN, "value": value}}]}


def value_of(parameters: dict, name: str) -> dict:
    return next(each for each in parameters["parameter"] if each["name"] == name)


@step("the base says where tokens are given, and a scope that isn't ours is refused")
def configuration(_: People) -> None:
    found = smart_configuration(BASE)
    equal(["client_credentials"], found["grant_types_supported"])
    try:
        sign_in(BASE, KEYS, "huisarts", scope="system/*.cruds")
    except Exception as refusal:
        equal(400, refusal.response.status_code)
    else:
        raise AssertionError("not refused")


@step("the server says what it is and does")
def capability(people: People) -> None:
    statement = people.gp.execute("metadata", method="get")
    equal("4.0.1", statement["fhirVersion"])
    patient = next(each for each in statement["rest"][0]["resource"] if each["type"] == "Patient")
    equal(True, "palliative-handover" in [each["name"] for each in patient["operation"]])


@step("no token, or one of nobody, is an authorisation error")
def unauthorised(_: People) -> None:
    for authorization in (None, "Bearer geen.token.hier"):
        refused(AuthorizationError, lambda: SyncFHIRClient(BASE, authorization=authorization).get("Patient", "willem-voorbeeld"))


@step("read, vread, history, and a refresh of what is kept")
def versions(people: People) -> None:
    made = stored(people.gp, "lezen")
    kept = people.gp.reference("Observation", made.id).to_resource()
    saying(people.gp, {"If-Match": 'W/"1"'}).resource("Observation", **{**made, "status": "amended"}).save()
    equal("final", kept["status"])
    kept.refresh()
    equal("amended", kept["status"])
    kept.refresh()
    equal("2", kept["meta"]["versionId"])
    equal("final", people.gp.execute(f"Observation/{made.id}/_history/1", method="get")["status"])
    history = people.gp.execute(f"Observation/{made.id}/_history", method="get")
    equal(["2", "1"], [entry["resource"]["meta"]["versionId"] for entry in history["entry"]])


@step("search by GET, with what is included, and the first of what is found")
def search(people: People) -> None:
    limits = people.gp.resources("Consent").search(patient="willem-voorbeeld", category="http://snomed.info/sct|129125009")
    equal(True, "willem-limiet-reanimatie" in [each.id for each in limits.fetch()])
    bundle = limits.include("Consent", "actor").fetch_raw()
    equal(True, "eva-fictief-huisarts" in [entry["resource"]["id"] for entry in bundle["entry"] if entry["search"]["mode"] == "include"])
    equal("Consent", limits.first().resource_type)
    equal("willem-limiet-icd", people.gp.resources("Consent").search(_id="willem-limiet-icd").get().id)
    refused_names = refused(OperationOutcome, lambda: people.gp.resources("Consent").search(schoenmaat="43").fetch())
    equal(1, len(refused_names["issue"]))


@step("a count, where a parameter that only another server knows is left out")
def count(people: People) -> None:
    lenient = saying(people.gp, {"Prefer": "handling=lenient"})
    patients = people.gp.resources("Patient")
    equal(len(patients.limit(200).fetch()), lenient.resources("Patient").count())


@step("no-bsn: search by BSN as a form; a GET with one is refused")
def by_number(people: People) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    found = saying(people.gp, form, data={"identifier": f"{BSN}|999911120"}).execute("Patient/_search")
    equal(["willem-voorbeeld"], [entry["resource"]["id"] for entry in found["entry"]])
    nothing = saying(people.stranger, form, data={"identifier": f"{BSN}|999911120"}).execute("Patient/_search")
    equal([], nothing.get("entry", []))
    outcome = refused(OperationOutcome, lambda: people.gp.resources("Patient").search(identifier=f"{BSN}|999911120").fetch())
    equal(["no-bsn"], rules(outcome))


@step("pages, by their next links to the end")
def pages(people: People) -> None:
    walked = [each.id for each in people.gp.resources("Patient").limit(4)]
    equal(len(walked), len(set(walked)))
    equal({each.id for each in people.gp.resources("Patient").limit(200).fetch()}, set(walked))
    equal(True, len(walked) > 4)


@step("create, and create only what isn't there")
def create(people: People) -> None:
    made = stored(people.gp, "een-keer")
    equal("1", made["meta"]["versionId"])
    again = saying(people.gp, {"If-None-Exist": f"identifier={SOURCE}|py-een-keer"}).resource("Observation", **observation("een-keer"))
    again.save()
    equal(made.id, again.id)


@step("a condition in the URL of a create is refused, not left out: fhirpy has it there, R4 in a header")
def conditional_elsewhere(people: People) -> None:
    found = people.gp.resources("Observation").search(identifier=f"{SOURCE}|py-elders")
    outcome = refused(OperationOutcome, lambda: found.get_or_create(people.gp.resource("Observation", **observation("elders"))))
    equal(True, "If-None-Exist" in outcome["issue"][0]["diagnostics"])
    equal([], found.fetch())


@step("an update on a condition creates, then replaces the version that it names")
def conditional_update(people: People) -> None:
    found = people.gp.resources("Observation").search(identifier=f"{SOURCE}|py-voorwaarde")
    made, created = found.update(people.gp.resource("Observation", **observation("voorwaarde")))
    equal(True, created)
    named = saying(people.gp, {"If-Match": 'W/"1"'})
    again, created = named.resources("Observation").search(identifier=f"{SOURCE}|py-voorwaarde").update(named.resource("Observation", **observation("voorwaarde", status="amended")))
    equal((made.id, False, "amended"), (again.id, created, again["status"]))


@step("if-match-required: an update names its version, and a stale one is refused")
def update(people: People) -> None:
    made = stored(people.gp, "verouderd")
    named = saying(people.gp, {"If-Match": 'W/"1"'})
    named.resource("Observation", **{**made, "status": "amended"}).save()
    # the client calls every 412 so
    outcome = refused(MultipleResourcesFound, lambda: named.resource("Observation", **{**made, "status": "corrected"}).save())
    equal(["if-match-required"], rules(outcome))
    equal(["if-match-required"], rules(refused(OperationOutcome, lambda: people.gp.resource("Observation", **{**made, "status": "corrected"}).save())))


@step("JSON Patch, then delete; a merge patch, which isn't R4, changes nothing")
def patch_and_delete(people: People) -> None:
    made = stored(people.gp, "weg")
    patching = saying(people.gp, {"If-Match": 'W/"1"', "Content-Type": "application/json-patch+json"})
    patched = patching.execute(f"Observation/{made.id}", method="patch", data=[{"op": "replace", "path": "/status", "value": "amended"}])
    equal(("amended", "2"), (patched["status"], patched["meta"]["versionId"]))
    refused(OperationOutcome, lambda: saying(people.gp, {"If-Match": 'W/"2"'}).resource("Observation", id=made.id, status="corrected").save(fields=["status"]))
    equal("2", people.gp.get("Observation", made.id)["meta"]["versionId"])
    people.gp.delete("Observation", made.id)
    refused(ResourceNotFound, lambda: people.gp.get("Observation", made.id))


@step("a batch answers each by itself, a transaction is all or nothing")
def bundles(people: People) -> None:
    one, other = "urn:uuid:3f0f3c1e-6d4a-4a3e-8a43-6e7d9f0b0001", "urn:uuid:3f0f3c1e-6d4a-4a3e-8a43-6e7d9f0b0002"

    def post(full_url: str, **what: object) -> dict:
        return {"fullUrl": full_url, "resource": {"resourceType": "Observation", **what}, "request": {"method": "POST", "url": "Observation"}}

    def send(kind: str, *entry: dict) -> dict:
        return people.gp.execute("", data={"resourceType": "Bundle", "type": kind, "entry": list(entry)})

    batch = send("batch", {"request": {"method": "GET", "url": WILLEM}}, {"request": {"method": "GET", "url": "Patient/onbekend"}})
    equal(["200", "404"], [entry["response"]["status"][:3] for entry in batch["entry"]])
    answer = send("transaction", post(one, **observation("panel", hasMember=[{"reference": other}])), post(other, **observation("deel")))
    panel, part = (entry["response"]["location"].split("Observation/")[1].split("/")[0] for entry in answer["entry"])
    equal(f"Observation/{part}", people.gp.get("Observation", panel)["hasMember"][0]["reference"])
    outcome = refused(OperationOutcome, lambda: send("transaction", post(one, **observation("half")), post(other, **observation("kapot", status="onzin"))))
    equal(True, "Bundle.entry[1].resource.status" in expressions(outcome))
    equal([], people.gp.resources("Observation").search(identifier=f"{SOURCE}|py-half").fetch())


@step("the call of the night, who answers for the patient, and everything")
def night(people: People) -> None:
    handover = people.gp.resources("Patient").execute("$palliative-handover", data=by_bsn("999911120"))
    equal("document", value_of(handover, "handover")["resource"]["type"])
    patient = people.gp.reference("Patient", "willem-voorbeeld")
    responsible = patient.execute("$responsible-gp", method="get")
    equal(True, "valueCode" in value_of(responsible, "rule"))
    equal(True, len(patient.execute("$everything", method="get")["entry"]) > 10)


@step("a resource is asked whether it is valid, and stored nowhere")
def validate(people: People) -> None:
    equal(True, people.gp.resource("Observation", **observation("geldig")).is_valid())
    equal(False, people.gp.resource("Observation", **observation("geldig", status="onzin")).is_valid())
    equal([], people.gp.resources("Observation").search(identifier=f"{SOURCE}|py-geldig").fetch())


@step("a refusal says where and by which rule; a stranger hears only that nothing is found")
def refusals(people: People) -> None:
    outcome = refused(OperationOutcome, lambda: people.gp.resource("Observation", **observation("ongeldig", status="onzin")).save())
    equal(["Observation.status"], expressions(outcome))
    foreign = stored(people.nurse, "verpleegkundig")
    own = refused(ForbiddenError, lambda: saying(people.gp, {"If-Match": 'W/"1"'}).resource("Observation", **{**foreign, "status": "amended"}).save())
    equal(["own-part"], rules(own))
    hidden = refused(ResourceNotFound, lambda: people.stranger.get("Patient", "willem-voorbeeld"))
    equal(refused(ResourceNotFound, lambda: people.stranger.get("Patient", "onbekend")), hidden)


@step("a plan, a proposal on the record, the inbox of the practice, and two signatures")
def proposal(people: People) -> None:
    plans = people.gp.resources("CarePlan").search(patient="willem-voorbeeld", category="http://snomed.info/sct|135411000146103", status="active").fetch()
    plan = plans[0] if plans else people.nurse.resource("CarePlan", status="active", intent="plan", title="Thuis blijven", subject={"reference": WILLEM}, category=[{"coding": [{"system": "http://snomed.info/sct", "code": "135411000146103"}]}])
    if not plans:
        plan.save()
    view = people.gp.reference("CarePlan", plan.id).execute("$plan-view")
    equal(True, "CarePlan" in [entry["resource"]["resourceType"] for entry in view["entry"]])

    # one note at most: who comes second replaces that of the first
    noted = "note" in people.gp.get("AllergyIntolerance", "willem-allergie")
    path = [{"name": "path", "valueString": "AllergyIntolerance.note"}] if noted else [{"name": "path", "valueString": "AllergyIntolerance"}, {"name": "name", "valueString": "note"}]
    operation = {"name": "operation", "part": [{"name": "type", "valueCode": "replace" if noted else "add"}, *path, {"name": "value", "valueAnnotation": {"text": "Ook uitslag van pleisters, zegt fhirpy."}}]}
    patch = {"resourceType": "Parameters", "parameter": [operation]}
    asked = {"resourceType": "Parameters", "parameter": [{"name": "patch", "resource": patch}, {"name": "reason", "valueString": "Gezien bij het wassen."}]}
    proposed = people.nurse.reference(reference=ALLERGY).execute("$propose", data=asked)
    inbox = people.gp.resources("Task").search(waits_for="Organization/praktijk-voorbeeldstraat", code="voorstel").fetch()
    equal(True, proposed["id"] in [each.id for each in inbox])
    task = people.gp.reference("Task", proposed["id"])
    accept = {"resourceType": "Parameters", "parameter": [{"name": "decision", "valueCode": "accept"}]}
    equal("accepted", task.execute("$decide", data=accept)["status"])
    signed = people.gp.resources("Provenance").search(target=ALLERGY).fetch()
    equal(True, any(len(each["agent"]) == 2 for each in signed))
    equal(["status-step"], rules(refused(OperationOutcome, lambda: task.execute("$decide", data=accept))))


@step("the example of docs/clients.md")
def example(_: People) -> None:
    with redirect_stdout(StringIO()) as printed:
        run_path(str(Path(__file__).parent / "example.py"))
    equal("3\nif-match-required\n2\n", printed.getvalue())


if __name__ == "__main__":
    sys.exit(0 if run(People(client("huisarts"), client("wijkverpleegkundige"), client("huisarts-elders"))) else 1)
