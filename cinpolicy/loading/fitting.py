"""Whether what one expectation says goes together, and could be judged at all."""

from cinpolicy.loading import written as w
from cinpolicy.loading.document import Sequence
from cinpolicy.loading.words import Checker
from cinpolicy.vocabulary import TopicKind

PERIODS = ("within", "at_least")
_DATES = ("due", "due_by", "not_due_before", *PERIODS)
OF_WHAT_IS_DUE = (*_DATES, "owed", "state")
_ROLES = ("nobody_below", "roles", "only_roles", "includes_roles")
_ITEMS = ("items", "includes_items", "excludes_items")
OF_ANSWERS = (*_ROLES, *_ITEMS)
_EXPECTED = (*OF_WHAT_IS_DUE, "says", "force", *OF_ANSWERS)
OF_CASES = ("the", "each", "number")
_HOLDS = {
    **dict.fromkeys(_ROLES, (TopicKind.ROLE, TopicKind.DECISION)),
    **dict.fromkeys(_ITEMS, (TopicKind.CHECKLIST,)),
}


def check_fitting(written: w.WrittenExpectation, checker: Checker, *, on_cases: bool) -> None:
    """Note a fault for everything that does not go together."""
    _Fitting(written, checker).check(on_cases=on_cases)


class _Fitting:
    def __init__(self, written: w.WrittenExpectation, checker: Checker) -> None:
        self.written, self.checker = written, checker
        self.values = written.node.values

    def check(self, *, on_cases: bool) -> None:
        self._check_lists()
        if not on_cases:
            needs = "the key cases in the file (without a case nothing falls due)"
            self._refuse(OF_CASES, needs)
        if not self._check_about():
            return
        self._check_expected()
        if self._is_about_due:
            self._check_due()
            self._check_period()
        else:
            self._check_answer()
        self._check_together()

    @property
    def _is_about_due(self) -> bool:
        return self.written.the is not None or self.written.each is not None

    def _given(self, keys: tuple[str, ...]) -> list[str]:
        return [key for key in keys if key in self.values]

    def _refuse(self, keys: tuple[str, ...], wanted: str) -> None:
        """What is written under some keys ought not to be there."""
        for key in self._given(keys):
            self.checker.at(self.written.node.keys[key], wanted, f"the key {key}")

    def _check_lists(self) -> None:
        for key, node in self.values.items():
            if isinstance(node, Sequence) and not node.items:
                self.checker.at(node, f"something in the list {key}")

    def _check_about(self) -> bool:
        """It is about one thing: an activity, each occurrence of one, or a topic."""
        node = self.written.node
        given = self._given(("the", "each", "topic"))
        if not given:
            self.checker.at(node, "one of the keys the, each and topic", "none")
        if "the" in given and "each" in given:
            self.checker.at(node, "either the or each", "both")
        return bool(given)

    def _check_expected(self) -> None:
        if not self._given(_EXPECTED):
            keys = OF_WHAT_IS_DUE if self._is_about_due else OF_ANSWERS
            wanted = f"what is expected (one of {', '.join((*keys, 'says', 'force'))})"
            self.checker.at(self.written.node, wanted, "nothing")

    def _check_due(self) -> None:
        """What is said of an activity or event."""
        written, checker = self.written, self.checker
        self._refuse(("subject",), "no subject, which the or each names")
        self._refuse(OF_ANSWERS, "the key topic alone (what is due names no roles or items)")
        topic = checker.words.topics.get(written.topic or "")
        if topic is not None and topic.kind is not TopicKind.TIMESCALE:
            checker.at(self.values["topic"], "a topic about when something is due")
        self._check_which_date(topic is not None)
        if written.each is not None:
            self._refuse(("number",), "no number, since each occurrence is meant")
        else:
            self._refuse(("if_any",), "the key each (if_any is about every occurrence)")
        if written.number is not None and written.number < 1:
            checker.at(self.values["number"], "a number of 1 or more")

    def _check_which_date(self, has_topic: bool) -> None:
        """An event of which several dates are only looked at wants the topic of one of them."""
        subject = self.written.the or self.written.each
        about = [t for t in self.checker.words.topics.values() if t.does == subject]
        looked_at = [topic.name for topic in about if not topic.performed]
        if len(looked_at) > 1 and len(looked_at) == len(about) and not has_topic:
            named = ", ".join(looked_at)
            self.checker.at(self.written.node, f"the key topic (one of {named})", "none")

    def _check_answer(self) -> None:
        """What is said of an answer."""
        written, checker = self.written, self.checker
        self._refuse((*OF_WHAT_IS_DUE, "after"), "the key the or each (of which it is expected)")
        self._refuse(("if_any",), "the key each (if_any is about every occurrence)")
        if written.number is not None and written.number < 1:
            checker.at(self.values["number"], "a number of 1 or more")
        topic = checker.words.topics.get(written.topic or "")
        for key in self._given(OF_ANSWERS) if topic else ():
            assert topic
            if topic.kind not in _HOLDS[key]:
                kinds = " or ".join(f"a {kind}" for kind in _HOLDS[key])
                wanted = f"a topic that is answered with {kinds}"
                checker.at(self.values["topic"], wanted, f"{topic.name} with {key}")

    def _check_period(self) -> None:
        """A period is counted from something."""
        node = self.written.node
        periods, after = self._given(PERIODS), "after" in self.values
        if periods and not after:
            self.checker.at(node, f"the key after (what {periods[0]} is counted from)", "none")
        if after and not periods:
            self.checker.at(node.keys["after"], "within or at_least beside it", "the key after")

    def _check_together(self) -> None:
        """What is not owed has nothing else to it, and a silence neither."""
        beside: tuple[str, ...]
        if self.written.owed is False:
            beside = (*_DATES, "state", "force", "says")
            self._refuse(beside, "nothing more of what is not to be owed")
        elif self.written.says is not None:
            beside = ("owed", *_DATES, "state", "force", *OF_ANSWERS)
            self._refuse(beside, "nothing beside says, since a silence has none of it")
