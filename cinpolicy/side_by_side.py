"""Making whole procedures stand side by side: every question, under every condition that matters.

Each question is asked for the ordinary case (every fact at its default) and once for each
condition that some text's provisions on it have, with the facts closest to the ordinary
case under which that condition holds. Only lines under which some answer changes are kept.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

from cinpolicy import wording
from cinpolicy.cells import Column
from cinpolicy.conditions import ALWAYS, Condition, Facts, FactValue, example, leaves
from cinpolicy.conditions import Test as FactTest
from cinpolicy.hookspecs import HEADLINES
from cinpolicy.matrices import KINDS, STATED, ItemLine, Matrix, MatrixCell, MatrixLine, MatrixRow
from cinpolicy.provisions import Answer, LocalItem, Question
from cinpolicy.stack import PluginError, PolicyStack
from cinpolicy.vocabulary import NO_WORDS, TopicKind, Vocabulary


def matrix(
    stacks: Iterable[PolicyStack],
    broken: Sequence[Column] = (),
    topics: frozenset[str] = frozenset(),
) -> Matrix:
    """The procedures of some stacks side by side, in the order given.

    ``topics`` keeps the rows of some topics only; with none, all are kept. A stack that
    fails when it is asked keeps its column, with the reason.
    """
    columns, asked = _columns(tuple(stacks))
    maker = _Maker(asked)
    rows = (row for row in maker.rows() if not topics or not topics.isdisjoint(row.topics))
    return Matrix(columns=(*columns, *broken), rows=tuple(rows))


def _columns(stacks: Sequence[PolicyStack]) -> tuple[list[Column], list[PolicyStack]]:
    """A column for every stack, and the stacks that can list their questions."""
    columns, asked = [], []
    for stack in stacks:
        top, failure = stack.top, ""
        try:
            _answer_everything(stack)
            asked.append(stack)
        except PluginError as error:
            failure = str(error)
        columns.append(
            Column(
                slug=top.slug,
                name=top.name,
                document=top.document.title,
                version=top.document.version,
                failure=failure,
            )
        )
    return columns, asked


def _answer_everything(stack: PolicyStack) -> None:
    """Ask everything once, so that a stack that fails is known before rows are made."""
    ordinary = _ordinary(stack.vocabulary)
    for question in stack.every_question:
        stack.ask(question, ordinary)


def _ordinary(words: Vocabulary) -> dict[str, FactValue]:
    return {name: fact.default for name, fact in words.facts.items()}


class _Maker:
    """Makes the rows of a matrix."""

    def __init__(self, stacks: Sequence[PolicyStack]) -> None:
        self.stacks = stacks
        self.words = NO_WORDS
        for stack in stacks:
            self.words = self.words.merged(stack.vocabulary)
        self.ordinary = _ordinary(self.words)

    def rows(self) -> Iterator[MatrixRow]:
        """The headline rows, then one row a question, in the order of topics and words."""
        questions = self._questions()
        topics = self.words.topics
        for headline in HEADLINES:
            under = [q for q in questions if topics[q.topic].headline == headline]
            if under:
                yield self._row(_slug(headline), headline, under)
        for question in questions:
            if not topics[question.topic].headline:
                row = self._row(_key(question), self._label(question), [question])
                if any(row.kind(stack.top.slug) != KINDS[-1] for stack in self.stacks):
                    yield row

    def _questions(self) -> list[Question]:
        """Every question of every stack, by topic, then by what it is about."""
        known = dict.fromkeys(q for stack in self.stacks for q in stack.every_question)
        topics = {name: place for place, name in enumerate(self.words.topics)}
        things = [*self.words.activities, *self.words.events, *self.words.items]
        place = {name: number for number, name in enumerate(things)}
        last = len(place)
        return sorted(
            known,
            key=lambda q: (topics[q.topic], place.get(q.subject, last), place.get(q.of, -1), q),
        )

    def _label(self, question: Question) -> str:
        topic = self.words.topics[question.topic]
        if topic.kind is TopicKind.RESTRICTION:
            subject = f"{topic.label}: {question.subject.replace('_', ' ')}"
        elif topic.does == question.subject:
            subject = topic.label
        else:
            subject = self.words.label(question.subject)
        of = wording.lower_first(self.words.label(question.of)) if question.of else ""
        return f"{subject} ({of})" if of else subject

    def _row(self, key: str, label: str, questions: Sequence[Question]) -> MatrixRow:
        topic = self.words.topics[questions[0].topic]
        return MatrixRow(
            key=key,
            label=label,
            section=topic.section,
            topics=tuple(dict.fromkeys(question.topic for question in questions)),
            lines=tuple(self._lines(questions)),
        )

    # --- conditions ------------------------------------------------------------------

    def _lines(self, questions: Sequence[Question]) -> Iterator[MatrixLine]:
        first = self._line("", {}, questions)
        yield first
        for facts, conditions in self._variants(questions).items():
            said = wording.listed(dict.fromkeys(conditions), "or")
            line = self._line(said, dict(facts), questions)
            if _said(line) != _said(first):
                yield line

    def _variants(
        self, questions: Sequence[Question]
    ) -> dict[tuple[tuple[str, FactValue], ...], list[str]]:
        """What the case is to differ in for each condition, and the conditions in words."""
        found: dict[tuple[tuple[str, FactValue], ...], list[str]] = {}
        for condition in self._conditions(questions):
            facts = self._closest(condition)
            if facts:
                words = wording.condition(condition, self.words)
                found.setdefault(tuple(sorted(facts.items())), []).append(words)
        return found

    def _conditions(self, questions: Sequence[Question]) -> Iterator[Condition]:
        asked = set(questions)
        for stack in self.stacks:
            for procedure in stack.procedures:
                for provision in procedure.provisions:
                    if provision.question in asked and provision.when != ALWAYS:
                        yield provision.when

    def _closest(self, condition: Condition) -> dict[str, FactValue]:
        """The facts by which the ordinary case has to be changed for a condition to hold."""
        if condition.holds(self.ordinary):
            return {}
        tests = [leaf for leaf in leaves(condition) if isinstance(leaf, FactTest)]
        values = {
            name: (self.ordinary[name], *(v for v in some if v != self.ordinary[name]))
            for name, some in self.words.telling_values(tests).items()
        }
        found = example(condition, values) or {}
        return {name: value for name, value in found.items() if value != self.ordinary[name]}

    # --- answers ---------------------------------------------------------------------

    def _line(
        self, condition: str, changes: Mapping[str, FactValue], questions: Sequence[Question]
    ) -> MatrixLine:
        facts = {**self.ordinary, **changes}
        cells = tuple(self._cell(stack, questions, facts) for stack in self.stacks)
        kind = self.words.topics[questions[0].topic].kind
        items = self._items(cells) if kind is TopicKind.CHECKLIST else ()
        return MatrixLine(condition=condition, facts=changes, cells=cells, items=tuple(items))

    def _cell(self, stack: PolicyStack, questions: Sequence[Question], facts: Facts) -> MatrixCell:
        answers = []
        for question in questions:
            with suppress(KeyError):
                answers.append(stack.ask(question, facts))
        kind = min((_kind(answer) for answer in answers), key=KINDS.index)
        telling = [answer for answer in answers if _kind(answer) == kind]
        said = [self._said(answer, several=len(telling) > 1) for answer in telling]
        return MatrixCell(
            authority=stack.top.slug,
            kind=kind,
            words="; ".join(dict.fromkeys(said)),
            answers=tuple(telling),
        )

    def _said(self, answer: Answer, *, several: bool) -> str:
        if answer.provision is None:
            assert answer.silence is not None
            return wording.silence(answer.silence, self.words)
        said = wording.rule(answer.provision, self.words)
        topic = self.words.topics[answer.provision.topic]
        return f"{wording.lower_first(topic.label)}: {said}" if several else said

    def _items(self, cells: Sequence[MatrixCell]) -> Iterator[ItemLine]:
        """Every item that some text lists, in the order of the catalogue."""
        lists = {c.authority: _listed(c) for c in cells if c.kind == STATED}
        union = {item for items in lists.values() for item in items}
        for name in (name for name in self.words.items if name in union):
            yield ItemLine(
                item=name,
                label=self.words.label(name),
                listed={slug: items.get(name) for slug, items in lists.items()},
            )


def _listed(cell: MatrixCell) -> dict[str, LocalItem]:
    """The items of a cell, each with its own words and paragraphs where it has some."""
    found: dict[str, LocalItem] = {}
    for provision in cell.provisions:
        local = {one.item: one for one in provision.local}
        found |= {item: local.get(item, LocalItem(item)) for item in provision.items}
    return found


def _kind(answer: Answer) -> str:
    return STATED if answer.provision else answer.silence.kind.value if answer.silence else ""


def _said(line: MatrixLine) -> tuple[tuple[str, tuple[Answer, ...]], ...]:
    return tuple((cell.kind, cell.answers) for cell in line.cells)


def _key(question: Question) -> str:
    return ".".join(part for part in (question.topic, question.subject, question.of) if part)


def _slug(headline: str) -> str:
    return "_".join(headline.lower().rstrip("?").split())
