"""What customs draws on an authorisation: reservations and what becomes of them, in the verbs of Implementing Regulation (EU) 2024/2145."""
