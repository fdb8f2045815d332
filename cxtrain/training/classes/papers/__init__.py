"""The papers of a class: notice, teaching plan, roster, sign-in sheet, evaluation, assessment sheet, marks, summary."""
