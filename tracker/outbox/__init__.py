"""Messages that leave the office: queued in the transaction of the act, sent afterwards by the worker."""
