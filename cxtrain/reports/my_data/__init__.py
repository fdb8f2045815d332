"""My data: everything that is kept about oneself, as the register has it, to look at and to take away."""
