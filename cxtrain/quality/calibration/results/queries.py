"""Gathering what a result page and a round page say, from answers and keys."""

from collections.abc import Mapping
from dataclasses import dataclass

from cxtrain.measures.intervals import Estimate, Interval
from cxtrain.quality.answers import Answer
from cxtrain.quality.calibration import queries
from cxtrain.quality.calibration.agreement import (
    POINTS,
    AmongAll,
    ItemAgreement,
    WithKey,
    among,
    by_item,
    drift,
    severity,
    with_key,
)
from cxtrain.quality.calibration.cases.case import Case, KeyAnswer, keyed_items
from cxtrain.quality.calibration.cases.queries import case_of, form_of
from cxtrain.quality.calibration.models import CalibrationRound, GoldCase, Trial
from cxtrain.quality.instrument import FormItem, Instrument

SHOWN_ITEMS = 12  # those on which shoppers differ most


@dataclass(frozen=True)
class Row:
    """One item of one case: one's own answer beside the right one."""

    item: FormItem
    own: Answer
    right: KeyAnswer
    apart: float | None  # own minus right, points of 1..7; None where one of them is no number

    @property
    def distance(self) -> str:
        """How far apart: "same", "near" (within one point), "far", or "none" where one of the two is no number."""
        if self.apart is None:
            return "same" if self.own.missing is not None and self.own.missing == self.right.missing else "none"
        return "same" if abs(self.apart) < 1e-9 else "near" if abs(self.apart) <= 1 + 1e-9 else "far"


@dataclass(frozen=True)
class CaseRead:
    """One case with its rows."""

    case: Case
    instrument: Instrument
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Told:
    """A shopper's result."""

    found: WithKey
    interval: Interval | None  # of alpha
    cases: tuple[CaseRead, ...]
    rounds: tuple[tuple[Trial, Estimate], ...]  # severity by round, oldest first
    drift: Estimate

    @property
    def far(self) -> int:
        """How many answers are more than one point from the right one."""
        return sum(row.distance == "far" for case in self.cases for row in case.rows)


def told(trial: Trial) -> Told:
    """Return what a submitted part says."""
    cases, answers = queries.cases_of(trial.round_id), queries.answers_of(trial.id)
    found = with_key(queries.key_of(cases), queries.given_in(cases, answers), resamples=1)
    rounds = queries.residuals_by_round(trial.account_id)
    bounds = None if trial.alpha_low is None or trial.alpha_high is None else Interval(trial.alpha_low, trial.alpha_high)
    return Told(found, bounds, tuple(_read(gold, answers.get(gold.id, {})) for gold in cases),
                tuple((each, severity(apart)) for each, apart in rounds), drift([apart for _, apart in rounds]))


def _read(gold: GoldCase, answers: Mapping[str, Answer]) -> CaseRead:
    case, form = case_of(gold), form_of(gold)
    return CaseRead(case, form, tuple(_row(form, item, answers.get(item.id, Answer()), case.answer(item.id))
                                      for item in keyed_items(form)))


def _row(form: Instrument, item: FormItem, own: Answer, right: KeyAnswer) -> Row:
    mine, key = form.share(item, own.value), form.share(item, right.value)
    return Row(item, own, right, None if mine is None or key is None else POINTS * (mine - key))


@dataclass(frozen=True)
class RoundTold:
    """All that a round says to those who calibrate."""

    cases: tuple[GoldCase, ...]
    done: tuple[tuple[Trial, WithKey], ...]
    missing: tuple[Trial, ...]
    among: AmongAll | None  # from two shoppers on
    items: tuple[tuple[ItemAgreement, FormItem, GoldCase], ...]  # on which shoppers differ most


def round_told(found: CalibrationRound) -> RoundTold:
    """Return what a round says so far."""
    cases, trials = queries.cases_of(found.id), queries.trials_of(found.id)
    done = [trial for trial in trials if trial.submitted_at is not None]
    answers, key = queries.answers_of_many([trial.id for trial in done]), queries.key_of(cases)
    given = [queries.given_in(cases, answers.get(trial.id, {})) for trial in done]
    items = {(gold.id, item.id): (item, gold) for gold in cases for item in keyed_items(form_of(gold))}
    differ = [each for each in by_item(key, given) if each.n > 1 and each.spread > 0][:SHOWN_ITEMS]
    return RoundTold(
        tuple(cases), tuple((trial, with_key(key, one, resamples=1)) for trial, one in zip(done, given, strict=True)),
        tuple(trial for trial in trials if trial.submitted_at is None), among(list(key), given) if len(given) > 1 else None,
        tuple((each, *items[each.spot.case_id, each.spot.item]) for each in differ))
