"""Who was at a session (签到): by a code that changes every half minute on the trainer's screen, or keyed in."""
