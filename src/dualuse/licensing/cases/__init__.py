"""Cases: what is applied for or opened, its versions over stable lines, questions, notes, and the evidence that was gathered."""
