import type { CareTeamParticipant, ContactPoint, PractitionerRole } from "hl7-fhir-r4-types";
import { anwSchedule } from "./anw.ts";
import { availabilitySchedule, readAvailability } from "./availability.ts";
import type { HuisartsCover } from "./cover.ts";
import { byCover, coverHours, coversAmong } from "./cover.ts";
import { phonesOf } from "./display.ts";
import type { Duty } from "./duty.ts";
import { dutiesOf, isEmployed, isRostered, isThere } from "./duty.ts";
import type { ResponsibleRule } from "./handover/answer.ts";
import { plain, referenceTo } from "./reference.ts";
import { participantsAs, practiceOf, roleKeyOf } from "./registration.ts";
import type { Option, Parts } from "./responsible-answer.ts";
import { answerOf, rolePhone } from "./responsible-answer.ts";
import type { Schedule } from "./schedule.ts";
import { all, always, any, available, choose, during, not, notAvailable } from "./schedule.ts";
import type { Surroundings } from "./surroundings.ts";
import { affiliationsOf, anwServiceOf, findOrganization, findRole, organizationPhone } from "./surroundings.ts";

/** What the rules below look at, read once. */
interface Scene extends Surroundings {
  readonly team: NonNullable<Surroundings["team"]>;
  /** `Organization/<id>` of registration. */
  readonly registeredAt: string;
  readonly anw: Schedule;
  readonly fixed: readonly Fixed[];
  /** Covers of huisartsen of the practice, with when each holds. */
  readonly covers: readonly (HuisartsCover & { readonly schedule: Schedule })[];
}

interface Fixed {
  readonly participant: CareTeamParticipant;
  readonly role: PractitionerRole | undefined;
}

/** Every way in which somebody may be responsible for the patient, in the order of the rule `responsible-gp`: the first whose schedule
 *  covers an instant answers for it, the next is the fallback. The last covers everything, so there is no empty answer.
 *  The choices made where DESIGN §3 is silent stand in docs/hours.md. */
export function responsibleOptions(around: Surroundings): readonly Option[] {
  const scene = sceneOf(around);
  if (!scene) return gap(around, always);
  const registered = during(scene.team.period);
  const rules = [...ownGpOnCall(scene), ...patientCover(scene), ...anwPost(scene), ...practiceHours(scene), ...huisartsCover(scene), ...practiceCover(scene)];
  return [...rules.map(({ rule, schedule, answer }) => ({ rule, schedule: all(registered, schedule), answer })), ...gap(around, scene.anw)];
}

function sceneOf(around: Surroundings): Scene | undefined {
  const { team } = around;
  const registeredAt = team && practiceOf(team);
  if (!team || registeredAt === undefined) return undefined;
  const anw = anwOf(around, registeredAt);
  const fixed = [...participantsAs(team, "vaste-huisarts"), ...participantsAs(team, "vaste-tweede-huisarts")].map((participant) => ({ participant, role: findRole(around, participant.member?.reference) }));
  const covers = coversAmong(around.roles, registeredAt).map((cover) => {
    const hours = isRostered(cover.role) ? available(cover.role.availableTime!) : always;
    return { ...cover, schedule: all(isThere(cover.role), hours, coverHours(cover.role.extension, anw)) };
  });
  return { ...around, team, registeredAt, anw, fixed, covers };
}

/** ANW as the post sees it that covers the practice at that moment. */
function anwOf(around: Surroundings, practice: string): Schedule {
  const cases = affiliationsOf(around, "anw-post", practice).map(({ period, organization }) => ({ when: during(period), use: anwSchedule(anwServiceOf(around, organization?.reference)) }));
  return choose(cases, anwSchedule());
}

function option(around: Surroundings, rule: ResponsibleRule, schedule: Schedule, parts: () => Parts): Option {
  return { rule, schedule, answer: () => answerOf(around, rule, parts()) };
}

/** 1. The own GP said to be reachable for this patient. An availability left by somebody who is no fixed GP any more doesn't count. */
function ownGpOnCall(scene: Scene): readonly Option[] {
  const offers = scene.gpAvailability
    .map((basic) => ({ basic, offer: readAvailability(basic) }))
    .toSorted(byCover(({ offer }) => offer.period, ({ basic }) => referenceTo(basic)));
  return scene.fixed.flatMap(({ participant, role }) =>
    offers
      .filter(({ offer }) => plain(offer.author) === plain(participant.member?.reference))
      .map(({ basic, offer }) =>
        option(scene, "own-gp-on-call", all(availabilitySchedule(offer, scene.phases, scene.patient), during(participant.period), isEmployed(role)), () => {
          const [phone = rolePhone(role), secondPhone] = phonesOf(offer.telecom);
          return { role, member: participant.member, practice: scene.registeredAt, ...numbers(phone, secondPhone), evidence: [basic, scene.team, role] };
        }),
      ),
  );
}

function numbers(phone: ContactPoint | undefined, secondPhone?: ContactPoint): Pick<Parts, "phone" | "secondPhone"> {
  return { ...(phone && { phone }), ...(secondPhone && { secondPhone }) };
}

/** 2. Somebody stands in for this patient. */
function patientCover(scene: Scene): readonly Option[] {
  const participants = participantsAs(scene.team, "waarnemer").toSorted(byCover(({ period }) => period, ({ member }) => plain(member?.reference) ?? ""));
  return participants.map((participant) => {
    const role = findRole(scene, participant.member?.reference);
    return option(scene, "patient-cover", all(during(participant.period), coverHours(participant.extension, scene.anw), isThere(role)), () => {
      const practice = role?.organization?.reference ?? scene.registeredAt;
      const phone = rolePhone(role) ?? organizationPhone(findOrganization(scene, practice)) ?? organizationPhone(scene.practice);
      return { role, member: participant.member, practice, ...numbers(phone), evidence: [scene.team, role] };
    });
  });
}

/** 3. ANW: the post that covers the practice. */
function anwPost(scene: Scene): readonly Option[] {
  return affiliationsOf(scene, "anw-post", scene.registeredAt).map((affiliation) =>
    option(scene, "anw-post", all(scene.anw, during(affiliation.period)), () => {
      const reference = affiliation.organization?.reference;
      const post = findOrganization(scene, reference);
      const service = anwServiceOf(scene, reference);
      return { practice: reference, ...numbers(organizationPhone(post, service)), evidence: [affiliation, post, service, scene.team] };
    }),
  );
}

/** 4. The practice is open: vaste huisarts on duty, tweede, who stands in for either, anyone on duty; then, without a roster, vaste and tweede
 *  at the practice number. Somebody for whom another stands in isn't on duty meanwhile, whatever the roster says. */
function practiceHours(scene: Scene): readonly Option[] {
  const { fixed, covers, registeredAt, anw, team } = scene;
  const hours = scene.practiceHours?.active === false ? undefined : scene.practiceHours;
  const open = hours ? all((hours.availableTime?.length ?? 0) > 0 ? available(hours.availableTime!) : not(anw), not(notAvailable(hours.notAvailable))) : not(anw);
  const onDuty = (schedule: Schedule, role: PractitionerRole | undefined, how: { readonly unrostered?: boolean; readonly isRemote?: boolean; readonly member?: CareTeamParticipant["member"] } = {}): Option =>
    option(scene, "practice-hours", all(open, schedule), () => ({
      role,
      member: how.member,
      practice: registeredAt,
      ...numbers(organizationPhone(scene.practice, hours) ?? rolePhone(role)),
      ...(how.unrostered === true && { unrostered: true }),
      ...(how.isRemote === true && { presence: "remote" }),
      evidence: [team, hours, role],
    }));
  const isAtWork = (role: PractitionerRole | undefined, reference = role && referenceTo(role)): Schedule => all(isThere(role), not(any(covers.filter(({ covered }) => covered === reference).map(({ schedule }) => schedule))));
  const colleagues = colleaguesOf(scene);
  const [rostered, unrostered] = [fixed.filter(({ role }) => isRostered(role)), fixed.filter(({ role }) => !isRostered(role))];
  const rosters = [...rostered.map(({ role }) => role), ...colleagues.filter(isRostered)];
  return [
    ...rostered.flatMap(({ participant, role }) =>
      dutiesOf(role?.availableTime).map(({ schedule, isRemote }) => onDuty(all(during(participant.period), schedule, isAtWork(role)), role, { isRemote, member: participant.member })),
    ),
    ...fixed.flatMap(({ participant }) => standIns(scene, participant).flatMap(({ role, schedule }) => dutiesOrAlways(role).map((duty) => onDuty(all(during(participant.period), schedule, duty.schedule), role, duty)))),
    ...[false, true].flatMap((remote) => colleagues.flatMap((role) => rosterOf(scene, role).filter(({ isRemote }) => isRemote === remote).map(({ schedule, isRemote }) => onDuty(all(schedule, coverOf(scene, role), isAtWork(role)), role, { isRemote })))),
    ...unrostered.map(({ participant, role }) => onDuty(all(during(participant.period), isAtWork(role, plain(participant.member?.reference))), role, { unrostered: true, member: participant.member })),
    onDuty(not(any(rosters.map(isEmployed))), undefined, { unrostered: true }),
  ];
}

function colleaguesOf({ roles, registeredAt }: Scene): readonly PractitionerRole[] {
  return roles
    .filter((role) => ["huisarts", "waarnemer"].includes(roleKeyOf(role) ?? "") && plain(role.organization?.reference) === registeredAt)
    .toSorted(byCover(() => undefined, referenceTo));
}

/** Who stands in for a fixed GP, who goes first at the front. */
function standIns({ covers }: Scene, { member }: CareTeamParticipant): Scene["covers"] {
  return covers.filter(({ covered }) => covered === plain(member?.reference));
}

/** A locum without hours of his own is there as long as the cover lasts. */
function dutiesOrAlways({ availableTime }: PractitionerRole): readonly Duty[] {
  return availableTime && availableTime.length > 0 ? dutiesOf(availableTime) : [{ schedule: always, isRemote: false }];
}

/** A colleague's hours; of a locum without hours of his own those of whom he stands in for. */
function rosterOf(scene: Scene, role: PractitionerRole): readonly Duty[] {
  const cover = isRostered(role) ? undefined : scene.covers.find((each) => each.role === role);
  return dutiesOf(cover ? findRole(scene, cover.covered)?.availableTime : role.availableTime);
}

/** When somebody's cover holds; always for who stands in for nobody. */
function coverOf({ covers }: Scene, role: PractitionerRole): Schedule {
  return covers.find((each) => each.role === role)?.schedule ?? always;
}

/** 5. By day, when the practice itself can't answer, and in ANW without a post where the cover goes for ANW: who stands in for a fixed GP, */
function huisartsCover(scene: Scene): readonly Option[] {
  return scene.fixed.flatMap(({ participant }) =>
    standIns(scene, participant).flatMap(({ role, by, schedule }) =>
      dutiesOrAlways(role).map((duty) =>
        option(scene, "practice-cover", all(during(participant.period), schedule, duty.schedule), () => ({
          role,
          practice: scene.registeredAt,
          ...numbers(rolePhone(role, findRole(scene, by)) ?? organizationPhone(scene.practice)),
          ...(duty.isRemote && { presence: "remote" }),
          evidence: [scene.team, role],
        })),
      ),
    ),
  );
}

/** then the practice that covers this one. */
function practiceCover(scene: Scene): readonly Option[] {
  return affiliationsOf(scene, "waarneming", scene.registeredAt).map((affiliation) =>
    option(scene, "practice-cover", all(coverHours(affiliation.extension, scene.anw), during(affiliation.period)), () => {
      const covering = findOrganization(scene, affiliation.organization?.reference);
      return { practice: affiliation.organization?.reference, ...numbers(organizationPhone(covering)), evidence: [affiliation, covering, scene.team] };
    }),
  );
}

/** 6. Nobody is known to be responsible: say so, and say whom to call. */
function gap(around: Surroundings, anw: Schedule): readonly Option[] {
  const { practice, team } = around;
  const says = (schedule: Schedule, text: string): Option =>
    option(around, "gap", schedule, () => {
      const phone = organizationPhone(practice);
      const name = practice?.name ?? "de huisartsenpraktijk";
      const call = phone ? `Bel ${name}, ${phone.value}.` : practice ? `Bel ${name}.` : "Vraag de patiënt of de naaste naar de eigen praktijk.";
      return { practice: practice && referenceTo(practice), ...numbers(phone), text: `${text} ${call} Bij levensgevaar: 112.`, evidence: [team, practice] };
    });
  if (!team) {
    const until = around.registeredFrom === undefined ? always : not(during({ start: around.registeredFrom }));
    return [says(until, "Deze patiënt staat bij geen praktijk ingeschreven."), says(always, "De volgende inschrijving van deze patiënt is begonnen.")];
  }
  return [
    says(not(during(team.period)), "De inschrijving van deze patiënt is niet van kracht."),
    says(anw, "Geen huisartsenspoedpost bekend voor deze praktijk."),
    says(always, "Geen dienstdoende huisarts bekend."),
  ];
}
