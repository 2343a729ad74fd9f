"""What was answered to a request with an ``Idempotency-Key``: a program that does not know whether its request arrived sends it again, and it is
done once."""
