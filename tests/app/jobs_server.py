"""A server of jobs without a page: the tests start it, kill it, and start it again.

    python jobs_server.py HOME RUN_KIND DOCUMENT

Asks for a run and conducts it to its end; a run that was begun before is taken up again.
"""

import json
import sys
import time
from pathlib import Path

from app.jobs.jobs import Jobs
from app.settings import Settings
from app.store import Store

if __name__ == "__main__":
    home, kind, text = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    jobs = Jobs(Settings(home=home), Store(home), None, processes=1)
    run_id = jobs.start(kind, json.loads(text))
    sys.stdout.write(f"{run_id}\n")
    sys.stdout.flush()
    while (run := jobs.find(run_id)) is not None and run.is_open:
        time.sleep(0.05)
    jobs.close()
