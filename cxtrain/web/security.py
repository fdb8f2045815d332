"""Headers that every answer carries, and requests that are refused before any view sees them."""

from flask import Flask, Response, abort, request

from cxtrain.web.transactions import SAFE

POLICY = "; ".join((
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self'",
    "font-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'", "manifest-src 'self'",
    "worker-src 'self'",
))
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=()",
    "X-Frame-Options": "DENY",
}


def protect(app: Flask) -> None:
    """Give each answer of `app` the headers, and refuse writes that another site sends."""
    tls = app.config["CX"].tls

    @app.before_request
    def refuse_foreign_writes() -> None:
        if request.method not in SAFE and request.headers.get("Sec-Fetch-Site", "same-origin") == "cross-site":
            abort(400)

    @app.after_request
    def set_headers(answer: Response) -> Response:
        answer.headers.extend((name, value) for name, value in HEADERS.items() if name not in answer.headers)
        if tls:
            answer.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        answer.headers.setdefault("Cache-Control", "no-store")
        return answer
