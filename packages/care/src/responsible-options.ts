import { profileUrl } from "@wijkverband/fhir";
import type { CareTeamParticipant, ContactPoint, Extension, PractitionerRole, Resource } from "hl7-fhir-r4-types";
import { anwSchedule } from "./anw.ts";
import { availabilitySchedule, readAvailability } from "./availability.ts";
import { phoneOf } from "./display.ts";
import type { ResponsibleGp, ResponsibleRule } from "./handover/answer.ts";
import { plain, referenceTo, versionedReferenceTo } from "./reference.ts";
import { participantsAs, practiceOf, roleKeyOf } from "./registration.ts";
import type { Schedule } from "./schedule.ts";
import { all, always, available, during, not, notAvailable } from "./schedule.ts";
import type { Surroundings } from "./surroundings.ts";
import { affiliationsOf, anwServiceOf, findOrganization, findRole, organizationPhone, personName } from "./surroundings.ts";

/** One way in which somebody may be responsible: when it holds, and what the answer is then. */
export interface Option {
  readonly schedule: Schedule;
  readonly answer: Omit<ResponsibleGp, "until" | "fallback">;
}

/** Extension of `CareTeam.participant` and `OrganizationAffiliation`: this cover holds in ANW too. */
const includesAnw: string = profileUrl("includes-anw");

function coverHours(extensions: readonly Extension[] | undefined, anw: Schedule): Schedule {
  return extensions?.some(({ url, valueBoolean }) => url === includesAnw && valueBoolean === true) ? always : not(anw);
}

type Named = NonNullable<ResponsibleGp["person"]>;

/** Every way in which somebody may be responsible for the patient, in the order of the rule `responsible-gp`: the first whose schedule
 *  covers an instant answers for it, the next is the fallback. The last covers everything, so there is no empty answer.
 *
 *  Choices where DESIGN §3 is silent: a waarneming for this patient holds whenever it isn't ANW, even if the practice is closed that day;
 *  cover between practices also answers when the practice is open but its roster names nobody, and, where it includes ANW, when no post does;
 *  a post answers all ANW, whatever its own hours. */
export function responsibleOptions(around: Surroundings): readonly Option[] {
  const { team } = around;
  const practice = team ? practiceOf(team) : undefined;
  const posts = practice === undefined ? [] : affiliationsOf(around, "anw-post", practice);
  const anw = anwSchedule(posts.map(({ organization }) => anwServiceOf(around, organization?.reference)).find((service) => service !== undefined));
  if (!team || practice === undefined) return gap(around, anw);
  const registered = [...ownGpOnCall(around), ...patientCover(around, anw), ...anwPost(around, anw, practice), ...practiceHours(around, anw, practice), ...practiceCover(around, anw, practice)];
  return [...registered.map(({ schedule, answer }) => ({ schedule: all(during(team.period), schedule), answer })), ...gap(around, anw)];
}

function evidenceOf(...resources: readonly (Resource | undefined)[]): readonly string[] {
  return [...new Set(resources.flatMap((resource) => (resource ? [versionedReferenceTo(resource)] : [])))];
}

function practiceAnswer(around: Surroundings, reference: string | undefined): { practice?: Named } {
  const organization = findOrganization(around, reference);
  const to = plain(reference) ?? (organization && referenceTo(organization));
  return to === undefined ? {} : { practice: { reference: to, display: organization?.name ?? to } };
}

function personAnswer(around: Surroundings, role: PractitionerRole | undefined, member?: CareTeamParticipant["member"]): { person?: Named; role?: string } {
  const reference = role ? referenceTo(role) : plain(member?.reference);
  if (reference === undefined) return {};
  const key = role && roleKeyOf(role);
  return { person: { reference, display: personName(around, role) ?? member?.display ?? reference }, ...(key !== undefined && { role: key }) };
}

function withPhone(phone: ContactPoint | undefined): { phone?: ContactPoint } {
  return phone ? { phone } : {};
}

function answer(rule: ResponsibleRule, parts: Omit<Option["answer"], "rule">): Option["answer"] {
  return { rule, ...parts };
}

function fixedGps({ team }: Surroundings): readonly CareTeamParticipant[] {
  return team ? [...participantsAs(team, "vaste-huisarts"), ...participantsAs(team, "vaste-tweede-huisarts")] : [];
}

/** 1. The own GP said to be reachable for this patient. An availability left by somebody who is no fixed GP any more doesn't count. */
function ownGpOnCall(around: Surroundings): readonly Option[] {
  return around.gpAvailability.flatMap((basic) => {
    const availability = readAvailability(basic);
    const participants = fixedGps(around).filter(({ member }) => plain(member?.reference) === plain(availability.author));
    return participants.map((participant) => {
      const role = findRole(around, availability.author);
      return {
        schedule: all(availabilitySchedule(availability), during(participant.period)),
        answer: answer("own-gp-on-call", {
          ...personAnswer(around, role, participant.member),
          ...practiceAnswer(around, practiceOf(around.team!)),
          ...withPhone(phoneOf(availability.telecom) ?? phoneOf(role?.telecom)),
          evidence: evidenceOf(basic, around.team, role),
        }),
      };
    });
  });
}

/** 2. Somebody stands in for this patient. */
function patientCover(around: Surroundings, anw: Schedule): readonly Option[] {
  return participantsAs(around.team!, "waarnemer").map((participant) => {
    const role = findRole(around, participant.member?.reference);
    const practice = role?.organization?.reference ?? practiceOf(around.team!);
    return {
      schedule: all(during(participant.period), coverHours(participant.extension, anw)),
      answer: answer("patient-cover", {
        ...personAnswer(around, role, participant.member),
        ...practiceAnswer(around, practice),
        ...withPhone(phoneOf(role?.telecom) ?? organizationPhone(findOrganization(around, practice)) ?? organizationPhone(around.practice)),
        evidence: evidenceOf(around.team, role),
      }),
    };
  });
}

/** 3. ANW: the post that covers the practice. */
function anwPost(around: Surroundings, anw: Schedule, practice: string): readonly Option[] {
  return affiliationsOf(around, "anw-post", practice).map((affiliation) => {
    const post = findOrganization(around, affiliation.organization?.reference);
    const service = anwServiceOf(around, affiliation.organization?.reference);
    return {
      schedule: all(anw, during(affiliation.period)),
      answer: answer("anw-post", {
        ...practiceAnswer(around, affiliation.organization?.reference),
        ...withPhone(organizationPhone(post, service)),
        evidence: evidenceOf(affiliation, post, service, around.team),
      }),
    };
  });
}

/** Not on leave, and employed. */
function isThere(role: PractitionerRole | undefined): Schedule {
  return role ? all(role.active === false ? not(always) : always, during(role.period), not(notAvailable(role.notAvailable))) : always;
}

function isRostered(role: PractitionerRole | undefined): role is PractitionerRole {
  return (role?.availableTime?.length ?? 0) > 0;
}

/** 4. The practice is open: vaste huisarts on duty, tweede, anyone on duty; then, without a roster, vaste and tweede at the practice number. */
function practiceHours(around: Surroundings, anw: Schedule, practice: string): readonly Option[] {
  const hours = around.practiceHours?.active === false ? undefined : around.practiceHours;
  const open = hours ? all((hours.availableTime?.length ?? 0) > 0 ? available(hours.availableTime!) : not(anw), not(notAvailable(hours.notAvailable))) : not(anw);
  const option = (schedule: Schedule, role: PractitionerRole | undefined, unrostered: boolean, member?: CareTeamParticipant["member"]): Option => ({
    schedule: all(open, schedule),
    answer: answer("practice-hours", {
      ...personAnswer(around, role, member),
      ...practiceAnswer(around, practice),
      ...withPhone(organizationPhone(around.practice, hours) ?? phoneOf(role?.telecom)),
      ...(unrostered && { unrostered }),
      evidence: evidenceOf(around.team, hours, role),
    }),
  });

  const fixed = fixedGps(around).map((participant) => ({ participant, role: findRole(around, participant.member?.reference) }));
  const colleagues = around.roles
    .filter((role) => ["huisarts", "waarnemer"].includes(roleKeyOf(role) ?? "") && plain(role.organization?.reference) === practice)
    .toSorted((one, other) => referenceTo(one).localeCompare(referenceTo(other)));
  const onDuty = (role: PractitionerRole): Schedule => all(available(role.availableTime ?? []), isThere(role));
  const unrosteredFixed = fixed.filter(({ role }) => !isRostered(role));
  const nobodyRostered = !colleagues.some(isRostered) && unrosteredFixed.length === fixed.length;
  return [
    ...fixed.flatMap(({ participant, role }) => (isRostered(role) ? [option(all(during(participant.period), onDuty(role)), role, false, participant.member)] : [])),
    ...colleagues.filter(isRostered).map((role) => option(onDuty(role), role, false)),
    ...unrosteredFixed.map(({ participant, role }) => option(all(during(participant.period), isThere(role)), role, true, participant.member)),
    ...(nobodyRostered ? [option(always, undefined, true)] : []),
  ];
}

/** 5. By day, when the practice itself can't answer: the practice that covers it. */
function practiceCover(around: Surroundings, anw: Schedule, practice: string): readonly Option[] {
  return affiliationsOf(around, "waarneming", practice).map((affiliation) => {
    const covering = findOrganization(around, affiliation.organization?.reference);
    return {
      schedule: all(coverHours(affiliation.extension, anw), during(affiliation.period)),
      answer: answer("practice-cover", {
        ...practiceAnswer(around, affiliation.organization?.reference),
        ...withPhone(organizationPhone(covering)),
        evidence: evidenceOf(affiliation, covering, around.team),
      }),
    };
  });
}

/** 6. Nobody is known to be responsible: say so, and say whom to call. */
function gap(around: Surroundings, anw: Schedule): readonly Option[] {
  const { practice, team } = around;
  const phone = organizationPhone(practice);
  const name = practice?.name ?? "de huisartsenpraktijk";
  const call = phone ? `Bel ${name}, ${phone.value}.` : practice ? `Bel ${name}.` : "Vraag de patiënt of de naaste naar de eigen praktijk.";
  const option = (schedule: Schedule, text: string): Option => ({
    schedule,
    answer: answer("gap", { ...practiceAnswer(around, practice && referenceTo(practice)), ...withPhone(phone), text: `${text} ${call} Bij levensgevaar: 112.`, evidence: evidenceOf(team, practice) }),
  });
  if (!team) return [option(always, "Deze patiënt staat bij geen praktijk ingeschreven.")];
  const registered = during(team.period);
  return [
    option(not(registered), "De inschrijving van deze patiënt is niet van kracht."),
    option(anw, "Geen huisartsenspoedpost bekend voor deze praktijk."),
    option(always, "Geen dienstdoende huisarts bekend."),
  ];
}
