"""Numbers of certificates: whether every one is accounted for, and a gap after a restore."""

import sys

import click

from cxtrain.cli.base import AS_JSON, emit, in_app, main


@main.group()
def certificates() -> None:
    """The register of certificates and the series of their numbers."""


@certificates.command("verify")
@AS_JSON
@in_app
def verify(as_json: bool) -> None:
    """Say whether every number of every series belongs to a certificate, or to a gap with its reason."""
    from cxtrain.certificates.series.queries import every_series
    found = every_series()
    wrong = [f"{each.prefix}-{each.year}" for each in found if not each.account.complete]
    facts = [{"series": f"{each.prefix}-{each.year}", "last": each.account.last, "issued": each.account.issued,
              "left_out": sum(gap.last - gap.first + 1 for gap in each.gaps),
              "missing": [[span.first, span.last] for span in each.account.missing],
              "twice": [[span.first, span.last] for span in each.account.doubled]} for each in found]
    numbers = sum(each.account.last for each in found)
    emit({"series": facts}, as_json, f"Numbers do not add up in {', '.join(wrong)}." if wrong else
         f"Numbers given out: {numbers}, in series: {len(found)}; every one is accounted for.")
    sys.exit(1 if wrong else 0)


@certificates.command("skip-numbers")
@click.option("--count", type=click.IntRange(1, 100_000), required=True, help="how many numbers of each series")
@click.option("--reason", required=True, help="it stands in the register, such as 'restored the backup of 18 May'")
@click.option("--since", type=int, default=None, help="the year of the backup (default: this year)")
@click.option("--prefix", "given", multiple=True, help="of a unit that was given it after the backup; may be repeated")
@AS_JSON
@in_app
def skip_numbers(count: int, reason: str, since: int | None, given: tuple[str, ...], as_json: bool) -> None:
    """Leave a gap in every series, so that numbers given out after a backup was made are never given again."""
    from cxtrain.certificates.series.operations import leave_gaps_after_restore
    from cxtrain.certificates.series.prefix import fault, tidied
    from cxtrain.clock import now
    from cxtrain.extensions import db as database
    if not reason.strip():
        raise click.ClickException("--reason: say why; it stands in the register")
    for wrong in filter(None, (fault(tidied(prefix)) for prefix in given)):
        raise click.ClickException(f"--prefix: {wrong}")
    gaps = leave_gaps_after_restore(count, reason.strip(), since=since or now().year, given=map(tidied, given))
    database.session.commit()
    facts = [{"series": f"{gap.prefix}-{gap.year}", "first": gap.first, "last": gap.last} for gap in gaps]
    emit({"left_out": facts, "reason": reason.strip()}, as_json,
         "\n".join(f"{gap.prefix}-{gap.year}: {gap.first} to {gap.last} are left out." for gap in gaps))
