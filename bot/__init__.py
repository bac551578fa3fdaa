"""What we do: Telegram, the database, the clock. `flows` decides; this package carries it out and loses nothing."""

import os

# The matrices of `flows/encoder.py` are small: threads for them would stand in each other's way. numpy reads it when imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
