"""What all tests share: how Hypothesis behaves, and which browser Dash's own fixture takes."""

import os

from hypothesis import HealthCheck, settings

# A slow machine is no failure, so examples have no deadline; under CI they are the same every time.
settings.register_profile("local", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("local"), derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "local")

# Debian's Chromium, never a download.
os.environ.setdefault("DASH_TEST_CHROMEPATH", "/usr/bin/chromium")
