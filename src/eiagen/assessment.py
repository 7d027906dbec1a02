"""The assessment: what a body writes down about a decision and the people it touches, before it decides.

Nothing here is required except a title and a body, because an assessment is read while it is being
written: what is missing is for the gap check to say. Nothing defaults to "neutral" or "no impact":
what was left out is `None`, and stays visible as not assessed. Fields follow the forms that public
bodies use, put together in section 8 of the project's notes on law and practice.
"""

from typing import Literal

from pydantic import Field

from eiagen.model import Count, Id, Ids, Model, Text, Texts, When, YesNo

DutyRoute = Literal["listed", "public-function", "contractor", "not-subject"]
Kind = Literal[
    "policy", "guidance", "strategy", "plan", "service", "operational-activity", "order", "budget",
    "project", "procurement", "review", "other",
]  # fmt: skip
Status = Literal["draft", "for-consultation", "for-decision", "decided", "under-review", "withdrawn"]
GroupKind = Literal[
    "residents", "local-women", "local-children", "street", "premises", "businesses", "wider-community",
    "people-in-prostitution", "people-who-pay", "service-users", "customers", "carers", "staff",
    "workers", "low-income", "sharing-a-characteristic", "other",
]  # fmt: skip
Direction = Literal["positive", "negative", "mixed", "no-impact", "unknown", "not-assessed"]
Degree = Literal["low", "medium", "high"]
Quality = Literal["strong", "fair", "weak", "unknown"]
Outcome = Literal["go-ahead", "adjust", "continue-justified", "stop", "more-work", "undecided"]
EngagementKind = Literal[
    "consultation", "involvement", "survey", "meeting", "interviews", "focus-group", "co-design",
    "call-for-evidence", "event", "other",
]  # fmt: skip


class Person(Model):
    """Somebody who answers for something, by role; a name where it is known."""

    name: Text | None = Field(None, description="Name, where it may be published.")
    role: Text | None = Field(None, description="Post or role: Head of Community Safety.")


class Body(Model):
    """The public body, and how the equality duty reaches it."""

    name: Text = Field(description="The body that decides, in full.")
    duty_route: DutyRoute | None = Field(
        None,
        description="How the duty applies: listed in the Act's schedules; public-function (not listed, but "
        "doing this as a public function); contractor; or not-subject.",
    )
    duty_reasons: Text | None = Field(
        None, description="Why it applies that way. Always needed unless the body is listed."
    )
    function: Text | None = Field(
        None, description="The exact function or power used to do this, with the provision if you know it."
    )


class AdoptedGuidance(Model):
    """Guidance by somebody else that the body applies. It still has to decide for itself."""

    title: Text | None = Field(None, description="The guidance that is being applied.")
    issued_by: Text | None = Field(None, description="Who issued it.")
    own_decision: Text | None = Field(
        None, description="What this body itself decided about adopting it, and on what assessment."
    )
    decided_by: Text | None = Field(None, description="Who in this body decided to adopt it, by role.")
    date: When | None = Field(None, description="When this body decided to adopt it.")


class Dates(Model):
    """What shows that people were considered before the decision and not after."""

    started: When | None = Field(None, description="The day the assessment was begun.")
    completed: When | None = Field(None, description="The day this version of the assessment was finished.")


class Extent(Model):
    """Where, for how long and what."""

    area: Text | None = Field(None, description="Where it applies.")
    duration: Text | None = Field(None, description="From when until when, or for how long.")
    activity: Text | None = Field(None, description="What will be done.")


class Scope(Extent):
    """What the assessment covers. It should be the same as what the decision covers."""

    supersedes: Text | None = Field(None, description="What it replaces, with its date; “nothing” if new.")
    location_effects: YesNo | None = Field(
        None, description="Does it change what happens in particular streets or places? yes or no."
    )
    strategic: YesNo | None = Field(
        None, description="Is it a strategic decision (priorities, objectives, large budgets)? yes or no."
    )
    existing_policy_review: Text | None = Field(
        None, description="What reviewing the policy as it stands now showed, or when it was last reviewed."
    )


class Purpose(Model):
    """What it is for."""

    summary: Text | None = Field(
        None, description="What is proposed, in a paragraph that anybody can follow."
    )
    aims: Texts = Field((), description="What it is meant to achieve, one aim a line.")
    outcomes: Texts = Field((), description="What will be different, and for whom, if it works.")


class Screening(Model):
    """The first look, where it ends the assessment."""

    result: Literal["full-assessment", "screened-out"] | None = Field(
        None, description="full-assessment, or screened-out where no full assessment follows."
    )
    reasons: Text | None = Field(None, description="Why, with the evidence looked at.")
    signed_by: Person | None = Field(None, description="Who agreed.")
    date: When | None = Field(None, description="When.")


class Option(Model):
    """One way of doing it, including doing nothing and those turned down."""

    name: Text | None = Field(None, description="Short name: “Do nothing”.")
    description: Text | None = Field(None, description="What it would mean.")
    status: Literal["chosen", "rejected", "open"] | None = Field(
        None, description="chosen, rejected or still open."
    )
    effect_on_people: Text | None = Field(None, description="How it would affect the groups concerned.")
    reason: Text | None = Field(None, description="Why it was chosen or turned down.")


class Group(Model):
    """People or places that are affected. Those who merely live nearby are groups of their own."""

    id: Id = Field(description="Short id used elsewhere in this file: residents-station-road.")
    name: Text | None = Field(None, description="Who they are, in words.")
    kind: GroupKind | None = Field(None, description="What sort of group it is; choose the nearest.")
    description: Text | None = Field(None, description="How they come to be affected.")
    characteristics: Ids = Field(
        (), description="Characteristics the people in it share, if that is what joins them."
    )
    size: Text | None = Field(None, description="How many, with the source; or that it is not known.")
    evidence: Ids = Field((), description="Ids of the evidence for that.")
    places: Texts = Field((), description="Streets, schools, routes, premises that matter to them.")


class Evidence(Model):
    """One source, what it shows and how far it can be trusted."""

    id: Id = Field(description="Short id used elsewhere in this file: e1, police-records-2025.")
    claim: Text | None = Field(None, description="What it shows, with the figure if there is one.")
    source: Text | None = Field(None, description="Who published it, its title, and where to find it.")
    url: Text | None = Field(None, description="Web address, if it is public.")
    date: When | None = Field(None, description="When it was published or collected.")
    method: Text | None = Field(
        None, description="How it was gathered: recorded crime, survey of 312 people …"
    )
    coverage: Text | None = Field(
        None, description="Which people, places and years it covers, and which not."
    )
    quality: Quality | None = Field(None, description="strong, fair, weak or unknown.")
    limits: Text | None = Field(None, description="What it cannot show.")
    viewpoint: Text | None = Field(
        None,
        description="The standpoint of whoever produced it: official, resident, campaign for …, academic.",
    )
    disaggregated_by: Ids = Field(
        (), description="Characteristics it is split by: sex, age, race … as the source recorded them."
    )
    recorded_as: Text | None = Field(
        None, description="What the source actually recorded where it says “gender” or similar, if you know."
    )
    from_people: Ids = Field(
        (),
        description="Characteristics of the people it comes from, where it is what people said themselves.",
    )
    relies_on_assurance_of: Text | None = Field(
        None, description="A partner, company or website whose own word this rests on."
    )
    verified_how: Text | None = Field(None, description="How that word was checked independently.")


class EvidenceGap(Model):
    """Something that isn't known, and what will be done about it."""

    what: Text | None = Field(None, description="What is not known, and about whom.")
    plan: Text | None = Field(None, description="How it will be found out.")
    owner: Text | None = Field(None, description="Who will do it, by role.")
    due: When | None = Field(None, description="By when.")
    timing: Text | None = Field(
        None, description="When, where no date can be given: before the centre closes."
    )
    closed: When | None = Field(None, description="When it was closed, if it has been.")
    proceeding_because: Text | None = Field(
        None, description="Why the decision can be taken before this is known."
    )


class Participant(Model):
    """Who was asked."""

    name: Text | None = Field(None, description="Group or organisation; never a private person by name.")
    how_chosen: Text | None = Field(None, description="Why them: open call, membership, invitation …")
    viewpoint: Text | None = Field(None, description="Their standpoint, where views on the subject compete.")
    affected_group: Id | None = Field(None, description="The affected group they are, or speak for (its id).")


class Point(Model):
    """One thing that was said, and the answer to it."""

    said: Text | None = Field(None, description="The point.")
    by: Text | None = Field(None, description="Who made it: a group, never a private person by name.")
    answer: Text | None = Field(None, description="What was changed because of it, or why nothing was.")


class Engagement(Model):
    """One time people were asked, what they said and what was done with it."""

    id: Id = Field(description="Short id: survey-may, schools-meeting.")
    title: Text | None = Field(None, description="What it was.")
    kind: EngagementKind | None = Field(None, description="What sort of exercise it was.")
    status: Literal["planned", "under-way", "done", "dropped"] | None = Field(
        None, description="planned, under-way, done or dropped; done where nothing is said."
    )
    stage: Text | None = Field(None, description="At what stage of the decision, and what was still open.")
    opened: When | None = Field(None, description="First day.")
    closed: When | None = Field(None, description="Last day.")
    participants: tuple[Participant, ...] = Field((), description="Who was asked and how they were chosen.")
    groups: Ids = Field((), description="Ids of the affected groups it reached.")
    characteristics: Ids = Field((), description="Protected characteristics of the people it reached.")
    information_given: Text | None = Field(
        None, description="What they were told, the options turned down included."
    )
    accessible: Text | None = Field(
        None, description="How it was made possible for everybody: languages, formats, anonymous routes."
    )
    responses: Count | None = Field(None, description="How many answered.")
    said: Text | None = Field(None, description="What they said, disagreement included.")
    points: tuple[Point, ...] = Field((), description="Points made, each with its answer, if there are many.")
    used_how: Text | None = Field(None, description="What changed because of it, or why nothing did.")


class NotEngaged(Model):
    """A group that was not asked, and the reason."""

    group: Id | None = Field(None, description="Id of the group.")
    reason: Text | None = Field(None, description="Why they were not asked.")
    instead: Text | None = Field(None, description="What was used instead of asking them.")


class Measure(Model):
    """Something done to remove or reduce a bad effect."""

    measure: Text | None = Field(None, description="What will be done.")
    owner: Text | None = Field(None, description="Who will do it, by role.")
    due: When | None = Field(None, description="By when.")
    timing: Text | None = Field(
        None, description="When, where no date can be given: before the centre closes."
    )
    depends_on: Text | None = Field(None, description="What has to happen first, if it may not come about.")
    success: Text | None = Field(None, description="How you will know that it worked.")


class Impact(Model):
    """One effect on people: who, in which way, how badly, how you know, what you do about it."""

    id: Id | None = Field(None, description="Short id, if other parts refer to it.")
    title: Text | None = Field(None, description="What to call it: “Evening buses”.")
    characteristics: Ids = Field((), description="The protected characteristics of the people affected.")
    combined: YesNo | None = Field(
        None,
        description="yes where it is an effect of several characteristics together (young Black men); "
        "otherwise it is read as an effect on each of them.",
    )
    aim: Id | None = Field(
        None, description="The aim of the duty it belongs to: eliminate, advance or foster."
    )
    parts: Ids = Field(
        (), description="The parts of that aim it answers: remove-disadvantage, tackle-prejudice …"
    )
    groups: Ids = Field((), description="Ids of the affected groups.")
    locality: Text | None = Field(None, description="Where, if the effect is local.")
    direction: Direction | None = Field(
        None, description="positive, negative, mixed, no-impact, unknown, or not-assessed. Never guessed."
    )
    severity: Degree | None = Field(None, description="How serious for the people concerned.")
    scale: Text | None = Field(None, description="How many people.")
    duration: Text | None = Field(None, description="For how long.")
    likelihood: Degree | None = Field(None, description="How likely.")
    finding: Text | None = Field(None, description="What the effect is and on whom, plainly.")
    evidence: Ids = Field((), description="Ids of the evidence it rests on.")
    mitigation: tuple[Measure, ...] = Field((), description="What will be done about a bad effect.")
    actions: Ids = Field(
        (), description="Ids of actions that answer it, where one action answers several effects."
    )
    justified_because: Text | None = Field(
        None, description="Why a bad effect that stays is proportionate to the aim."
    )
    residual: Text | None = Field(None, description="What effect is left after that.")


class Justification(Model):
    """The aim behind a different or indirectly worse treatment, and why the means are proportionate."""

    legitimate_aim: Text | None = Field(None, description="The aim.")
    proportionate_because: Text | None = Field(
        None, description="Why this is an appropriate and necessary way to it, and no gentler one would do."
    )


class ProhibitedConduct(Model):
    """Conduct that the Act forbids, kind by kind."""

    direct: Text | None = Field(
        None, description="Could anybody be treated worse because of a characteristic?"
    )
    indirect_possible: YesNo | None = Field(
        None, description="Could a rule that is the same for all put one group at a disadvantage? yes or no."
    )
    indirect: Text | None = Field(None, description="Which rule and which group, or why there is none.")
    justification: Justification | None = Field(None, description="Needed where indirect_possible is yes.")
    harassment: Text | None = Field(
        None, description="Could staff or contractors harass, and what prevents it?"
    )
    victimisation: Text | None = Field(None, description="Are people who complain protected, and how?")
    reasonable_adjustments: Text | None = Field(
        None, description="What adjustments disabled people will get."
    )
    arising_from_disability: Text | None = Field(
        None, description="Could somebody be treated badly because of something that comes of a disability?"
    )


class PositiveAction(Model):
    """More favourable treatment of some, and what allows it."""

    treatment: Text | None = Field(None, description="Who is treated more favourably and how; or “none”.")
    legal_basis: Text | None = Field(None, description="The provision that allows it.")


class View(Model):
    """One of the views held about a contested question, as those who hold it would put it."""

    view: Text | None = Field(None, description="The view, fairly put.")
    held_by: Text | None = Field(None, description="Who holds it.")
    evidence: Ids = Field((), description="Ids of the evidence given for it.")


class ContestedQuestion(Model):
    """A question on which fair people differ: what counts is that the views were weighed, not which won."""

    topic: Id | None = Field(None, description="Which question: legal-model, harm-of-enforcement …")
    question: Text | None = Field(None, description="The question in words.")
    views: tuple[View, ...] = Field((), description="The views, at least two.")
    position: Text | None = Field(None, description="The position taken here, or that none is taken.")
    because: Text | None = Field(None, description="Why.")
    would_change: Text | None = Field(None, description="What evidence would change it.")


class Terms(Model):
    """The words chosen for people and things."""

    used: Text | None = Field(None, description="The terms used.")
    because: Text | None = Field(None, description="Why these.")
    alternatives: Text | None = Field(None, description="Other terms, and the objections on either side.")


class Partner(Model):
    """A body or company the policy relies on or works with."""

    name: Text | None = Field(None, description="Who.")
    role: Text | None = Field(None, description="What they do in this.")
    interest: Text | None = Field(None, description="What they gain from it, or the standpoint they hold.")
    safeguards: Text | None = Field(None, description="How that interest is kept from deciding things.")


class Neutrality(Model):
    """How the body kept an open mind."""

    terms: Terms | None = Field(None, description="The words chosen, and the objections to them.")
    partners: tuple[Partner, ...] = Field((), description="Who is worked with, and their interest.")
    alternatives_considered: Text | None = Field(
        None, description="Other partners, terms and views that were considered, and what became of them."
    )


class LegalPoint(Model):
    """An offence, power or duty the policy speaks of, put as the law has it."""

    provision: Text | None = Field(None, description="Act and section: Sexual Offences Act 2003 section 51A.")
    what: Text | None = Field(
        None, description="What it is: offence of soliciting from a vehicle or on foot."
    )
    mode: Text | None = Field(None, description="How it is tried, and the maximum, if it is an offence.")
    use: Text | None = Field(None, description="How and when it is to be used, or why it will not be.")
    source: Text | None = Field(None, description="Where the text was checked.")
    checked: When | None = Field(None, description="When somebody checked it.")


class Right(Model):
    """One right that the decision touches."""

    right: Text | None = Field(None, description="The right: Article 8, private and family life.")
    effect: Text | None = Field(None, description="How it is touched, for whom.")
    justified_because: Text | None = Field(None, description="Why an interference is proportionate.")


class HumanRights(Model):
    """Convention rights, and treaties as context."""

    rights: tuple[Right, ...] = Field((), description="The rights that are touched.")
    not_engaged_because: Text | None = Field(None, description="Why none is, if none is.")
    treaties: Text | None = Field(
        None, description="Treaties looked at (CEDAW, Palermo …), what they ask, and what was made of it."
    )


class Children(Model):
    """Duties towards children."""

    duty: Text | None = Field(None, description="The duty: Children Act 2004 section 11, CRWIA …")
    best_interests: Text | None = Field(None, description="What is best for the children concerned, and why.")
    safeguarding: Text | None = Field(None, description="What is done where a child may be at risk.")
    heard: Text | None = Field(None, description="How children or those who speak for them were heard.")
    not_affected_because: Text | None = Field(None, description="Why no child is affected, if none is.")


class SocioEconomic(Model):
    """Poverty and inequality of outcome."""

    finding: Text | None = Field(None, description="Effect on people on low incomes or in deprived areas.")
    steps: Text | None = Field(None, description="What is done to reduce inequality of outcome.")
    evidence: Ids = Field((), description="Ids of the evidence.")
    not_applicable_because: Text | None = Field(None, description="Why the duty does not apply, if not.")


class Violence(Model):
    """Violence against women and girls."""

    finding: Text | None = Field(
        None, description="How the policy bears on violence against women and girls."
    )
    steps: Text | None = Field(None, description="What is done about it.")


class ImmigrationFunction(Model):
    """Whether an immigration function is used, which narrows the second aim."""

    used: YesNo | None = Field(None, description="Is an immigration or nationality function used? yes or no.")
    exception_claimed: YesNo | None = Field(None, description="Is the exception for it relied on? yes or no.")
    act: Text | None = Field(None, description="The Act under which the function is exercised.")


class SpecificDuties(Model):
    """What the regulations of Wales, Scotland and Northern Ireland ask besides."""

    steps_taken: Text | None = Field(None, description="Steps taken to carry out the assessment.")
    information_used: Text | None = Field(None, description="Information taken into account.")
    results: Text | None = Field(None, description="Results of the assessment.")
    decisions: Text | None = Field(None, description="Decisions taken because of those results.")
    substantial_impact: YesNo | None = Field(
        None, description="Is the impact on meeting the duty substantial? yes or no."
    )
    results_taken_into_account: Text | None = Field(
        None, description="How the results were taken into account in developing the policy."
    )
    good_relations: Text | None = Field(
        None, description="Effect on good relations between the groups named."
    )
    disability_duties: Text | None = Field(
        None, description="Positive attitudes towards disabled people, and their part in public life."
    )
    screening_category: Literal["major", "minor", "none"] | None = Field(
        None, description="Likely impact as screened in Northern Ireland: major, minor or none."
    )


class Consideration(Model):
    """The answer to a requirement that has no field of its own (`eiagen duties` lists them)."""

    requirement: Id = Field(description="Id of the requirement: support.exit, complaints.redress …")
    finding: Text | None = Field(None, description="What was considered, found and decided about it.")
    evidence: Ids = Field((), description="Ids of the evidence.")
    not_relevant_because: Text | None = Field(
        None, description="Why it does not arise here, with the reason."
    )


class OtherDuty(Model):
    """Any other duty the body assesses at the same time."""

    duty: Text | None = Field(None, description="Welsh language, rural needs, islands, armed forces …")
    finding: Text | None = Field(None, description="What was found.")


class Related(Model):
    """Another policy that this hangs together with."""

    title: Text | None = Field(None, description="The policy.")
    relation: Text | None = Field(
        None, description="How the two hang together; what they do to the same people."
    )
    own_assessment: Text | None = Field(None, description="Its own assessment and what that found.")
    url: Text | None = Field(None, description="Where to read it.")


class Action(Model):
    """Something that will be done."""

    id: Id | None = Field(None, description="Short id.")
    action: Text | None = Field(None, description="What will be done.")
    owner: Text | None = Field(None, description="By whom, by role.")
    due: When | None = Field(None, description="By when.")
    timing: Text | None = Field(
        None, description="When, where no date can be given: before the centre closes."
    )
    measure: Text | None = Field(None, description="How you will know that it was done and worked.")
    status: Literal["planned", "under-way", "done", "dropped"] | None = Field(
        None, description="How it stands."
    )


class Indicator(Model):
    """Something that will be counted or asked after the decision."""

    what: Text | None = Field(None, description="What is counted or asked.")
    by_characteristic: Ids = Field((), description="Characteristics it will be split by.")
    source: Text | None = Field(None, description="Where the figures come from.")
    frequency: Text | None = Field(None, description="How often.")
    baseline: Text | None = Field(None, description="How it stands now.")
    threshold: Text | None = Field(None, description="The figure at which somebody has to act.")
    owner: Text | None = Field(None, description="Who looks at it, by role.")


class Review(Model):
    """When and why it is looked at again."""

    date: When | None = Field(None, description="When at the latest.")
    owner: Text | None = Field(None, description="By whom, by role.")
    triggers: Texts = Field((), description="What brings it forward: a change of law, of scope, a threshold.")
    not_monitored_because: Text | None = Field(None, description="Why nothing is monitored, if nothing is.")


class Decision(Model):
    """What was decided, by whom, and what the assessment changed."""

    maker: Person | None = Field(
        None, description="Who decides, by role; the duty is theirs and can't be given away."
    )
    date: When | None = Field(None, description="When it is or was decided.")
    recommendation: Text | None = Field(None, description="What officers recommend.")
    recommended_by: Person | None = Field(None, description="Who recommends it.")
    outcome: Outcome | None = Field(
        None, description="go-ahead, adjust, continue-justified, stop, more-work, or undecided."
    )
    scope: Extent | None = Field(None, description="What the decision covers, as the decision puts it.")
    reasons: Text | None = Field(None, description="The reasons.")
    equality_weight: Text | None = Field(
        None, description="What weight equality was given against cost and other things, and why."
    )
    what_changed: Text | None = Field(None, description="What changed because of the assessment.")
    nothing_changed_because: Text | None = Field(None, description="Why nothing did, if nothing did.")
    consultees_told: Text | None = Field(
        None, description="How the equality points of those consulted were put before the decision-maker."
    )


class SignOff(Model):
    """Somebody who saw the assessment and answers for it."""

    name: Text | None = Field(None, description="Name.")
    role: Text | None = Field(None, description="Post or role.")
    capacity: (
        Literal["decision-maker", "assessor", "independent-reviewer", "equality-lead", "legal"] | None
    ) = Field(None, description="In what capacity.")
    date: When | None = Field(None, description="When.")
    saw_version: Text | None = Field(None, description="The version of the assessment they saw.")
    saw_duty: YesNo | None = Field(None, description="Was the text of the duty before them? yes or no.")
    content: Id | None = Field(
        None, description="What the assessment said when they signed; `eiagen sign` writes this."
    )


class SignedContent(Model):
    """What the assessment said when somebody signed, in short marks that show what was changed since."""

    id: Id = Field(description="Stands for the whole; `eiagen sign` writes this.")
    marks: Text | None = Field(
        None, description="A line for each entry, a mark for each field; `eiagen sign` writes this."
    )


class Publication(Model):
    """Where everybody can read it."""

    date: When | None = Field(None, description="When it was or will be published.")
    url: Text | None = Field(None, description="Where.")
    not_published_because: Text | None = Field(None, description="Why not, if not.")


class Assessment(Model):
    """An equality impact assessment, whole."""

    title: Text = Field(description="What is being assessed.")
    body: Body = Field(description="The public body that decides.")
    id: Id | None = Field(None, description="Your own reference number.")
    jurisdiction: Id | None = Field(None, description="england, wales, scotland or northern-ireland.")
    topics: Ids = Field((), description="Topics with requirements of their own: prostitution, local-service.")
    kind: Kind | None = Field(None, description="policy, guidance, service, order …")
    version: Text | None = Field(None, description="Version of this assessment.")
    status: Status | None = Field(None, description="draft, for-consultation, for-decision, decided …")
    assessor: Person | None = Field(None, description="Who wrote the assessment.")
    contact: Text | None = Field(None, description="Team or address to write to.")
    dates: Dates | None = Field(None, description="When it was begun and finished.")
    law_checked_on: When | None = Field(None, description="When somebody last checked the law it states.")
    adopts: AdoptedGuidance | None = Field(None, description="Guidance by another body that this applies.")
    purpose: Purpose | None = Field(None, description="What it is for.")
    scope: Scope | None = Field(None, description="What, where and for how long.")
    related: tuple[Related, ...] = Field((), description="Other policies it hangs together with.")
    screening: Screening | None = Field(None, description="The first look.")
    options: tuple[Option, ...] = Field((), description="Ways of doing it, those turned down included.")
    affected_groups: tuple[Group, ...] = Field((), description="Everybody affected, the wider community too.")
    evidence: tuple[Evidence, ...] = Field((), description="The evidence, source by source.")
    evidence_gaps: tuple[EvidenceGap, ...] = Field((), description="What is not known.")
    engagement: tuple[Engagement, ...] = Field((), description="Who was asked, and what they said.")
    not_engaged: tuple[NotEngaged, ...] = Field((), description="Who was not asked, and why not.")
    impacts: tuple[Impact, ...] = Field((), description="Effects on people.")
    prohibited_conduct: ProhibitedConduct | None = Field(None, description="Conduct the Act forbids.")
    positive_action: PositiveAction | None = Field(None, description="More favourable treatment.")
    contested: tuple[ContestedQuestion, ...] = Field((), description="Questions on which views compete.")
    neutrality: Neutrality | None = Field(None, description="Words, partners and an open mind.")
    law: tuple[LegalPoint, ...] = Field((), description="Offences and powers, put accurately.")
    human_rights: HumanRights | None = Field(None, description="Human rights.")
    children: Children | None = Field(None, description="Children.")
    socio_economic: SocioEconomic | None = Field(None, description="Poverty and inequality.")
    violence_against_women: Violence | None = Field(None, description="Violence against women and girls.")
    immigration: ImmigrationFunction | None = Field(None, description="Immigration functions, if any.")
    specific_duties: SpecificDuties | None = Field(None, description="Wales, Scotland, Northern Ireland.")
    other_duties: tuple[OtherDuty, ...] = Field((), description="Other duties assessed at the same time.")
    considerations: tuple[Consideration, ...] = Field(
        (), description="Answers to requirements that have no field of their own."
    )
    conclusion: Text | None = Field(None, description="What the assessment comes to, in a paragraph.")
    actions: tuple[Action, ...] = Field((), description="What will be done.")
    monitoring: tuple[Indicator, ...] = Field((), description="What will be watched.")
    review: Review | None = Field(None, description="When it is looked at again.")
    decision: Decision | None = Field(None, description="The decision.")
    sign_off: tuple[SignOff, ...] = Field((), description="Who answers for it.")
    signed_content: tuple[SignedContent, ...] = Field(
        (), description="Written by `eiagen sign`, to show what was changed since: leave it blank."
    )
    publication: Publication | None = Field(None, description="Where it can be read.")
