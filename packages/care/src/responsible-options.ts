import { availabilitySchedule, isAvailabilityOver, readAvailability } from "./availability.ts";
import { byCover, coverHours } from "./cover.ts";
import { phonesOf } from "./display.ts";
import { isEmployed, isThere } from "./duty.ts";
import { isOver } from "./period.ts";
import { practiceHours } from "./practice-hours.ts";
import { plain, referenceTo } from "./reference.ts";
import { participantsAs } from "./registration.ts";
import type { Option } from "./responsible-answer.ts";
import { rolePhone } from "./responsible-answer.ts";
import type { Scene } from "./scene.ts";
import { numbers, option, sceneOf, standInsOf } from "./scene.ts";
import type { Schedule } from "./schedule.ts";
import { all, always, during, not } from "./schedule.ts";
import type { Surroundings } from "./surroundings.ts";
import { affiliationsOf, anwServiceOf, findOrganization, findRole, organizationPhone } from "./surroundings.ts";

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

/** 1. The own GP said to be reachable for this patient. An availability left by somebody who is no fixed GP any more doesn't count. */
function ownGpOnCall(scene: Scene): readonly Option[] {
  const offers = scene.gpAvailability
    .map((basic) => ({ basic, offer: readAvailability(basic) }))
    .toSorted(byCover(({ offer }) => offer.period, ({ basic }) => referenceTo(basic)));
  return scene.fixed.flatMap(({ participant, reference, role }) =>
    offers
      .filter(({ offer }) => reference !== undefined && plain(offer.author) === reference)
      .map(({ basic, offer }) =>
        option(scene, "own-gp-on-call", all(availabilitySchedule(offer, scene.phases, scene.patient), during(participant.period), isEmployed(role)), () => {
          const [phone = rolePhone(role), secondPhone] = phonesOf(offer.telecom);
          return { role, member: participant.member, practice: scene.registeredAt, ...numbers(phone, secondPhone), evidence: [basic, scene.team, role] };
        }),
      ),
  );
}

/** The availabilities that don't hold any more, `Basic/<id>`: of who is no fixed GP now, nor will be, or that ended (`ownGpOnCall` has no hours of these). */
export function endedOffers(around: Surroundings, at: Date): readonly string[] {
  const fixed = sceneOf(around)?.fixed ?? [];
  const stays = new Set(fixed.filter(({ participant, role }) => !isOver(participant.period, at) && role?.active !== false).map(({ reference }) => reference));
  return around.gpAvailability
    .filter((basic) => {
      const offer = readAvailability(basic);
      return !stays.has(plain(offer.author)) || isAvailabilityOver(offer, at, around.phases, around.patient);
    })
    .map(referenceTo);
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

/** 5. By day, when the practice itself can't answer, and in ANW without a post where the cover goes for ANW: who stands in for a fixed GP, */
function huisartsCover(scene: Scene): readonly Option[] {
  return standInsOf(scene).map(({ role, by, schedule, isRemote }) =>
    option(scene, "practice-cover", schedule, () => ({
      role,
      practice: scene.registeredAt,
      ...numbers(rolePhone(role, findRole(scene, by)) ?? organizationPhone(scene.practice)),
      ...(isRemote && { presence: "remote" }),
      evidence: [scene.team, role],
    })),
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
