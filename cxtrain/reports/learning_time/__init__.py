"""HR's monthly list of the minutes that people learnt within and outside working time (非工作时间学习)."""
