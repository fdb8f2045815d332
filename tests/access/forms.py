"""The forms of a page as a browser would send them, filled as the page fills them."""

from urllib.parse import urljoin

from lxml import html

LEFT_ALONE = ("/sign-out", "/language", "/theme")  # they stand on every page, and one of them ends the session


def forms_of(answer, path):
    """Yield (address, {name: value}) of each form of a page that writes."""
    if answer.mimetype != "text/html":
        return
    for form in html.fromstring(answer.text).forms:
        action = urljoin(path, form.action or path)
        if form.method == "POST" and not action.endswith(LEFT_ALONE):
            yield action, dict(form.form_values())
