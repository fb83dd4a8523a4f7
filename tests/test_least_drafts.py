"""Every least change to the five procedures, as a draft file: it is told, and touches a case.

The drafts are made from the text of the procedure files, not from the model, and are read like
any other. (``test_mutations`` does the same to the model, with the reasons for the few changes
that change nothing.)
"""

from functools import cache
from pathlib import Path

import pytest
from attrs import evolve

from cinpolicy.case_classes import Effect
from cinpolicy.changes import changes
from cinpolicy.loading import procedure_files
from cinpolicy.loading.procedure_files import ProcedureFile
from cinpolicy.parts import Part
from cinpolicy.procedure import Procedure
from cinpolicy.stack import PolicyStack
from cinpolicy.touched import touched
from tests.cases import Written, library
from tests.going_through import alike
from tests.least_drafts import LeastDraft, least_drafts
from tests.mutations import mutants

LISTS = (Part.TRIGGER, Part.SILENCE)
"""What the steps of the model change beside periods, roles and conditions."""
AUTHORITIES = library().authorities
ANOTHER = "assistant_director"


@cache
def base_of(slug: str) -> ProcedureFile:
    found = library().file_named(slug)
    assert isinstance(found, ProcedureFile)
    return found


@cache
def drafts_of(slug: str) -> tuple[LeastDraft, ...]:
    return tuple(least_drafts(base_of(slug).root, slug, ANOTHER))


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """No draft of so many is kept in compiled form."""
    monkeypatch.setattr(procedure_files, "compiled", lambda kind, content, make: make())


def read(draft: LeastDraft, base: ProcedureFile, path: Path) -> Procedure:
    return ProcedureFile(path, draft.text.encode(), base).procedure(strict=False)


@pytest.mark.parametrize("slug", AUTHORITIES)
def test_every_least_draft_is_told_and_touches_a_case(slug: str) -> None:
    base, before = base_of(slug), library().stack(slug)
    told: set[tuple[str, Part]] = set()
    for draft in drafts_of(slug):
        made = evolve(read(draft, base, Path("least.yaml")), slug=slug)
        (edit,) = made.drafts[0].changes
        assert (edit.about, edit.idle) == (draft.provision, False), draft.name
        after = PolicyStack(*before.layers[:-1], Written(made), words=before.common)
        found = changes(before, after, edited={edit.about})
        (one,) = found.made
        assert one.provision.id == draft.provision, draft.name
        (part,) = {part.part for part in one.parts}
        told.add((draft.provision, part))
        assert all(part.was != part.now for part in one.parts), draft.name
        looked = touched(before, after, questions=[one.question])
        if not any(question.that_are(Effect.CHANGED) for question in looked):
            words = before.vocabulary
            assert alike(before.top, after.top, one.question, words), draft.name
    steps = mutants(before.top, before.vocabulary.roles)
    least = {(step.provision.id, step.part) for step in steps}
    assert {step for step in least if step[1] not in LISTS} <= told
