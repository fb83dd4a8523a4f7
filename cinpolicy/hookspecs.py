"""The hooks: every question a procedure can be asked. This file is the plugin manual.

A hook is a topic. All hooks are called in the same way:

``question``
    A ``Question``: the topic (the name of the hook), the ``subject`` (the activity, duty,
    decision, list or ground) and ``of``, the activity it belongs to (may be empty).
``facts``
    A mapping from every fact in the vocabulary to its value for this case, at the time
    and for the occurrence in question.

A hook returns an ``Answer`` or None. An answer holds a ``Provision`` (its periods carry
their units: hours, days of no stated kind, calendar days, working days, weeks, months or
years) or a typed ``Silence``, and the slug of the procedure that gave it. None means only
that this layer's text says nothing here: the layer below is asked, and where every layer
returns None the question is *not stated*. Hooks are ``firstresult``; the overlay is asked
before the authority, and the authority before the national layer. Anything else returned,
or an exception raised, is reported as that authority's failure; the others still compare.

A procedure declared in YAML implements every hook by looking its provisions up. A plugin
in Python overrides the hooks whose rule cannot be put as data (see ``cinpolicy.plugin``).
"""

from collections.abc import Callable
from inspect import getdoc

import pluggy

from cinpolicy.conditions import Facts
from cinpolicy.provisions import Answer, Question
from cinpolicy.vocabulary import Topic, TopicKind

PROJECT = "cinpolicy"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)

Hook = Callable[[Question, Facts], Answer | None]
LENGTH = "How long does a plan last?"
VISITS = "How often is the child visited?"
REVIEWS = "How often is the plan reviewed?"
HEADLINES = (LENGTH, VISITS, REVIEWS)
"""The questions on which the Children's Commissioner for England reviewed councils'
procedure documents in 2024; a table of whole procedures begins with them."""
TOPICS: dict[str, Topic] = {}
"""Every topic the core knows, by name, in the order in which comparisons show them."""


def topic(
    kind: str,
    label: str,
    section: str,
    *,
    does: str = "",
    performed: bool = True,
    compared: bool = True,
    in_case: bool = True,
    every_case: bool = False,
    of_a_meeting: bool = False,
    headline: str = "",
    brings: str = "",
) -> Callable[[Hook], Hook]:
    """Make a function a hook specification and enter it in ``TOPICS``."""

    def enter(hook: Hook) -> Hook:
        name = hook.__name__
        TOPICS[name] = Topic(
            name=name,
            kind=TopicKind(kind),
            label=label,
            section=section,
            question=(getdoc(hook) or "").partition("\n")[0],
            does=does,
            performed=performed,
            compared=compared,
            in_case=in_case,
            every_case=every_case,
            of_a_meeting=of_a_meeting,
            headline=headline,
            brings=brings,
        )
        return hookspec(firstresult=True)(hook)

    return enter


@hookspec
def questions() -> tuple[Question, ...]:  # type: ignore[empty-body]
    """Which questions does this plugin answer, beside the default one of each topic?

    Every plugin is asked. A topic's default question has the topic's own subject and no
    ``of``; a plugin that answers about other subjects lists them here, or they are never
    asked. A declared procedure lists those of its provisions by itself.
    """


@topic(
    "timescale", "Assessment completed", "Assessment", does="assessment_completed", every_case=True
)
def assessment_limit(question: Question, facts: Facts) -> Answer | None:
    """By when must the assessment that decides what help is given be finished?

    The subject is ``assessment_completed`` unless the provision names another step,
    such as the decision on a referral. The national layer answers it (Working Together
    2023, paragraphs 153 and 155); an authority answers only what it adds.
    """


@topic("timescale", "Plan starts", "Meetings", does="plan_start", compared=False, every_case=True)
def plan_start(question: Question, facts: Facts) -> Answer | None:
    """On which event does the Child in Need plan start?

    Other clocks (a review some months into the plan, the age of the plan) count from
    here. Few texts say it outright: a provision that infers it lists what it assumes.
    """


@topic("timescale", "First meeting", "Meetings", does="first_meeting", every_case=True)
def first_meeting_due(question: Question, facts: Facts) -> Answer | None:
    """When is the first Child in Need meeting due?

    The meeting at which the plan is made or agreed, under whatever local name, also
    where the family has moved in or the child has stepped down from child protection.
    """


@topic("timescale", "Progress meeting", "Meetings", does="progress_meeting", every_case=True)
def meeting_interval(question: Question, facts: Facts) -> Answer | None:
    """How often are meetings held between reviews?

    Meetings that look at progress and do not decide whether the plan goes on. An
    authority whose every meeting is a review has no requirement here.
    """


@topic("timescale", "First review", "Reviews", does="review", headline=REVIEWS, every_case=True)
def first_review_due(question: Question, facts: Facts) -> Answer | None:
    """When is the first review of the plan due?

    Answered where the text treats the first review apart from later ones; otherwise the
    review interval, counted from the first meeting, gives its date.
    """


@topic("timescale", "Review", "Reviews", does="review", headline=REVIEWS, every_case=True)
def review_interval(question: Question, facts: Facts) -> Answer | None:
    """How often is the plan reviewed?

    Counted from the review before, and from the first meeting where the text has no
    rule of its own for the first review.
    """


@topic("timescale", "Early review", "Reviews", does="early_review")
def early_review_due(question: Question, facts: Facts) -> Answer | None:
    """When is a review brought forward?

    Usually after a significant change, and usually with no period: then the relation is
    ``no period stated`` and nothing is dated.
    """


@topic("timescale", "First visit", "Visits", does="visit", headline=VISITS, every_case=True)
def first_visit_due(question: Question, facts: Facts) -> Answer | None:
    """When is the child first visited?

    Visits under the plan, not those made during the assessment.
    """


@topic("timescale", "Visit", "Visits", does="visit", headline=VISITS, every_case=True)
def visit_interval(question: Question, facts: Facts) -> Answer | None:
    """How often is the child visited?

    Counted from the visit before, and from what the text names where it has no rule for
    the first visit.
    """


@topic("timescale", "Record", "Records")
def record_due(question: Question, facts: Facts) -> Answer | None:
    """By when is a record made after a meeting, visit or decision?

    The subject is the record, ``of`` the activity it records; a text that treats the
    first meeting and the reviews alike answers once for each.
    """


@topic("timescale", "Notice", "Notices before meetings")
def notice_due(question: Question, facts: Facts) -> Answer | None:
    """What is sent or shared before a meeting, and how long before?

    Counted back from the target date of the meeting in ``of``.
    """


@topic("timescale", "Checkpoint", "Oversight")
def checkpoint_due(question: Question, facts: Facts) -> Answer | None:
    """What oversight is due at a given age of the plan?

    The subject is the panel, supervision or decision that looks at the case.
    """


@topic("timescale", "Updated assessment", "Assessment", does="updated_assessment", every_case=True)
def reassessment_interval(question: Question, facts: Facts) -> Answer | None:
    """How often is the assessment updated while the plan runs?

    Where a text gives both a usual interval and a limit, the limit has a subject of its
    own.
    """


@topic("timescale", "Consent", "Consent", does="consent_sought")
def consent_due(question: Question, facts: Facts) -> Answer | None:
    """When is consent sought or checked, and what follows when it is withdrawn?

    The subject is the step: seeking consent, alerting a manager.
    """


@topic("timescale", "Case closed", "Closure", does="case_closed", every_case=True)
def closure_deadline(question: Question, facts: Facts) -> Answer | None:
    """How soon is the case closed once that is decided?

    Counted from the decision. Letters and records at closure have subjects of their
    own.
    """


@topic(
    "timescale",
    "Expected end of plan",
    "Length of plan",
    does="plan_end",
    performed=False,
    headline=LENGTH,
    every_case=True,
)
def expected_duration(question: Question, facts: Facts) -> Answer | None:
    """How long is a plan expected to last?

    Not a limit: the date is shown, and the simulator ends no plan because of it.
    """


@topic(
    "timescale",
    "Earliest end of plan",
    "Length of plan",
    does="plan_end",
    performed=False,
    headline=LENGTH,
)
def minimum_duration(question: Question, facts: Facts) -> Answer | None:
    """Before when is a plan not to end, and who may end it sooner?

    Who may end it sooner is the variation of the provision.
    """


@topic(
    "timescale",
    "Latest end of plan",
    "Length of plan",
    does="plan_end",
    performed=False,
    headline=LENGTH,
)
def maximum_duration(question: Question, facts: Facts) -> Answer | None:
    """Beyond when may a plan not run?

    ``no requirement`` where the text says that a plan is not limited in time.
    """


@topic("timescale", "Transfer in", "Transfer")
def transfer_in_deadline(question: Question, facts: Facts) -> Answer | None:
    """What is due when a family with a plan moves in?

    Steps other than the first meeting: agreeing a transfer date, passing the case to a
    team.
    """


@topic("timescale", "Transfer out", "Transfer")
def transfer_out_deadline(question: Question, facts: Facts) -> Answer | None:
    """What is due when a family with a plan moves away?

    The subject is the step: telling the receiving authority, sending information,
    completing records, the transfer itself.
    """


@topic("timescale", "Case kept until", "Transfer", does="case_kept", performed=False)
def responsibility_kept(question: Question, facts: Facts) -> Answer | None:
    """In which circumstances, and until when, is a case kept after the family has moved?

    The subject is the circumstance. The date is looked at, not brought about.
    """


@topic("role", "Chair", "Roles", does="chairing", every_case=True, of_a_meeting=True)
def chair_required(question: Question, facts: Facts) -> Answer | None:
    """Who chairs the meeting in ``of``?

    The roles are alternatives: any one of them may chair. The number of the meeting,
    the kind of support or the worker's grade are conditions.
    """


@topic("role", "Responsible", "Roles")
def responsible_role(question: Question, facts: Facts) -> Answer | None:
    """Who is responsible for a duty?

    The subject is the duty (convening, taking notes, authorising the plan, distributing
    it, carrying it out), ``of`` the meeting it belongs to where it belongs to one.
    """


@topic(
    "decision",
    "Who may close",
    "Decisions",
    does="closure_decision",
    every_case=True,
    brings="closure_decided",
)
def who_may_close(question: Question, facts: Facts) -> Answer | None:
    """Who decides that the plan ends or the case is closed, where, on whose recommendation?

    ``forum`` is the meeting in which alone it may be decided; ``first`` what has to
    have happened.
    """


@topic("decision", "Who decides", "Decisions")
def who_may_decide(question: Question, facts: Facts) -> Answer | None:
    """Who takes another decision?

    The subject is the decision: working without consent, changing timescales, endorsing
    a plan, settling a dispute over responsibility.
    """


@topic("checklist", "List", "Contents")
def checklist(question: Question, facts: Facts) -> Answer | None:
    """What must a plan, a record, an agenda or a set of documents contain?

    The subject is the list; its items come from one common catalogue, so that they
    compare.
    """


@topic("checklist", "Possible outcomes", "Decisions", does="outcomes", of_a_meeting=True)
def outcomes(question: Question, facts: Facts) -> Answer | None:
    """Which outcomes can the meeting in ``of`` have?

    The subject is ``outcomes``; the items are the outcomes.
    """


@topic("checklist", "Grounds on which a plan ends", "Closure", does="plan_end_grounds")
def plan_end_grounds(question: Question, facts: Facts) -> Answer | None:
    """On which grounds can a plan end?

    The items are the grounds.
    """


@topic("restriction", "Case does not transfer", "Transfer")
def transfer_exception(question: Question, facts: Facts) -> Answer | None:
    """In which circumstances does a case not transfer to the authority the family moved to?

    The subject is the ground, and the condition says when it holds. Other provisions
    may turn on whether any of them applies.
    """


@topic("restriction", "Form of the meeting", "Reviews", of_a_meeting=True)
def meeting_form(question: Question, facts: Facts) -> Answer | None:
    """May the meeting in ``of`` take another form: by telephone, joined with another review?

    The subject is the form.
    """


@topic("checklist", "When a meeting is held at all", "Meetings", does="meeting_criteria")
def meeting_criteria(question: Question, facts: Facts) -> Answer | None:
    """For which children should a meeting be held?

    The items are the criteria.
    """


@topic("restriction", "Restriction", "Decisions")
def restriction(question: Question, facts: Facts) -> Answer | None:
    """What may not be done, or only under a condition?

    The subject is the restriction, stated in our own words.
    """


@topic("checklist", "Children covered", "Scope", does="children_covered", in_case=False)
def scope(question: Question, facts: Facts) -> Answer | None:
    """To which children does the procedure apply, and who counts as in need?

    The subject is the list: the children covered, those left to another procedure, the
    meaning of being in need, the ways in which a child comes to be so.
    """


@topic("statement", "Principle", "Principles", in_case=False)
def principle(question: Question, facts: Facts) -> Answer | None:
    """What guides the work, whatever the case?

    The subject is the principle, from the common catalogue, so that texts compare by
    what they hold to; the statement says in our own words how this text puts it.
    """


@topic("statement", "Practice", "Practice", in_case=False)
def practice(question: Question, facts: Facts) -> Answer | None:
    """How is the work to be done, where the text gives no time, no list and no one role?

    The subject is what is to be done, from the common catalogue, ``of`` the meeting or
    step it belongs to where it belongs to one.
    """
