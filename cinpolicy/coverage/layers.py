"""How much of each procedure was reached, and why the rest was not."""

from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from cinpolicy import wording
from cinpolicy.coverage.reasons import Reasons
from cinpolicy.coverage.results import LayerShare, Ref, TopicShare, Unreached
from cinpolicy.coverage.saying import Saying
from cinpolicy.coverage.watching import Watched
from cinpolicy.procedure import Procedure
from cinpolicy.provisions import Provision
from cinpolicy.vocabulary import Topic, Vocabulary


def layer_shares(watched: Sequence[Watched]) -> tuple[LayerShare, ...]:
    """The share of every layer of the stacks: the authorities, then what lies below them."""
    tops = [one.stack.top for one in watched]
    below = [layer for one in watched for layer in one.stack.procedures[:-1]]
    layers = {procedure.slug: procedure for procedure in (*tops, *below)}
    return tuple(_share(procedure, watched) for procedure in layers.values())


def _share(procedure: Procedure, watched: Sequence[Watched]) -> LayerShare:
    above = [one for one in watched if procedure.slug in {p.slug for p in one.stack.procedures}]
    return _Layer(procedure, above[0].stack.vocabulary, above).share()


@frozen
class _Layer:
    """One procedure, the words it is read with, and every stack it is a layer of."""

    procedure: Procedure
    words: Vocabulary
    watched: Sequence[Watched]

    def share(self) -> LayerShare:
        """How much of it was reached."""
        reached = {ref for one in self.watched for run in one.reached if run for ref in run}
        by_topic = dict(self._by_topic())
        left = [p for some in by_topic.values() for p in some if self._ref(p) not in reached]
        topics = self.words.topics
        return LayerShare(
            layer=self.procedure.slug,
            name=self.procedure.name,
            document=self.procedure.document.title,
            version=self.procedure.document.version,
            counted=tuple(p.id for some in by_topic.values() for p in some),
            topics=tuple(
                TopicShare(
                    topic=topic.name,
                    label=topic.label,
                    section=topic.section,
                    reached=sum(self._ref(p) in reached for p in some),
                    provisions=len(some),
                )
                for topic, some in ((topics[name], some) for name, some in by_topic.items())
            ),
            unreached=tuple(map(self._unreached, left)),
            whole_work=tuple(
                p.id for p in self.procedure.provisions if not topics[p.topic].in_case
            ),
        )

    def _by_topic(self) -> Iterator[tuple[str, list[Provision]]]:
        """The provisions a case can reach, by topic, those of one section together."""
        for topic in _in_order(self.words.topics.values()):
            some = [p for p in self.procedure.provisions if p.topic == topic.name]
            if some and topic.in_case:
                yield topic.name, some

    def _ref(self, provision: Provision) -> Ref:
        return Ref(self.procedure.slug, provision.id)

    def _unreached(self, provision: Provision) -> Unreached:
        ref = self._ref(provision)
        reason = Reasons(ref.layer, self.words, self.watched).why_not(provision)
        readings = (name for one in self.watched for name in one.otherwise.get(ref, ()))
        return Unreached(
            ref=ref,
            topic=provision.topic,
            says=wording.provision(provision, self.words),
            cite=provision.cite,
            reason=reason,
            sentence=Saying(ref.layer, self.words).sentence(provision, reason),
            readings=tuple(dict.fromkeys(readings)),
        )


def _in_order(topics: Iterable[Topic]) -> list[Topic]:
    """Topics by section, in the order in which they are declared."""
    known = list(topics)
    sections = list(dict.fromkeys(topic.section for topic in known))
    return sorted(known, key=lambda topic: sections.index(topic.section))
