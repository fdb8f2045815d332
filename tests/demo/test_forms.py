"""One form of the demo company waits to be published, and its what-if has something to say."""

from cxtrain.demo.forms.operations import FORM
from cxtrain.quality.instruments import queries
from cxtrain.quality.instruments.trial import trial


def test_a_draft_waits_that_could_be_published(typical):
    work = queries.get_work(FORM)
    found = queries.check(work.document)
    assert found.is_publishable and queries.is_ahead(work) and len(queries.list_saves(work.draft)) == 2
    assert [form.slug for forms in queries.list_forms().values() for form in forms if form.changed_at] == [FORM]


def test_its_what_if_tells_of_lower_scores_a_new_item_and_broken_promises(typical):
    outcome = trial(queries.check(queries.get_work(FORM).document).instrument, queries.past_visits(FORM))
    assert outcome.visits >= 40 and outcome.score.change.value < 0 and outcome.newly_failing > 0
    assert [item.id for item in outcome.items.new] == ["oleave1"]
