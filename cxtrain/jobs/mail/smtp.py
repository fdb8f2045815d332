"""Mails over SMTP, with the standard library."""

import hashlib
import smtplib
import ssl
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from cxtrain.clock import now
from cxtrain.config import Settings
from cxtrain.jobs.mail.models import OutgoingMail

SECONDS = 10  # for each answer of the server


def connect(settings: Settings) -> smtplib.SMTP:
    """Return an open connection, encrypted and signed in as the settings say.

    Raises:
        OSError, smtplib.SMTPException: the server cannot be reached, is not trusted, or refuses us.
    """
    trusted = ssl.create_default_context()
    if settings.mail_tls == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(settings.mail_host, settings.mail_port, timeout=SECONDS, context=trusted)
    else:
        server = smtplib.SMTP(settings.mail_host, settings.mail_port, timeout=SECONDS)
    try:
        if settings.mail_tls == "starttls":
            server.starttls(context=trusted)
        if settings.mail_user:
            server.login(settings.mail_user, settings.mail_password)
    except BaseException:
        server.close()
        raise
    return server


def message(mail: OutgoingMail, sender: str) -> EmailMessage:
    """Return the mail as it travels. Its id comes from its key, so that a mailbox knows one that arrives twice."""
    found = EmailMessage()
    found["From"], found["To"], found["Subject"] = sender, mail.to, mail.subject
    found["Date"] = format_datetime(now())
    domain = parseaddr(sender)[1].rpartition("@")[2] or "localhost"
    found["Message-ID"] = f"<{hashlib.sha256(mail.key.encode()).hexdigest()[:32]}@{domain}>"
    found["Auto-Submitted"] = "auto-generated"
    found.set_content(mail.body)
    return found


def is_for_good(error: Exception) -> bool:
    """Whether a server's refusal of one mail is final: a 5xx about its address or its text."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    return isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= 500
