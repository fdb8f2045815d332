"""E-mail: an outbox that is filled in the transaction of the change, and a worker that empties it over SMTP."""
