"""Which time somebody sat an exam: the first (首考), a resit (补考), or one put off (缓考)."""
