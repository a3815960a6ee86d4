"""The worker: takes up jobs until it is told to stop, and picks up what a dead worker left."""

import asyncio
import signal
from datetime import datetime, timedelta

import psycopg
import structlog
from django.db import InterfaceError, OperationalError
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules
from procrastinate import exceptions
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker
from psycopg_pool import PoolTimeout

CONCURRENCY = 2
HEARTBEAT_S = 10
PAUSE_S = 2  # before it asks again for a database that was away
AWAY = (exceptions.ConnectorException, OperationalError, InterfaceError, psycopg.Error, PoolTimeout, OSError)

logger = structlog.get_logger()


def work() -> None:
    """Work until SIGTERM or Ctrl-C; what was begun is finished first. What the clock starts stands in `jobs.py`."""
    autodiscover_modules("jobs")
    asyncio.run(_work_until_told())


async def _work_until_told() -> None:
    """Begin again whenever the work ended by itself: Procrastinate's worker gives up when the database was away."""
    told = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    is_told = asyncio.create_task(told.wait())
    while not told.is_set():
        working = asyncio.create_task(_work_while_the_database_is_there())
        await asyncio.wait({working, is_told}, return_when=asyncio.FIRST_COMPLETED)
        if told.is_set():
            working.cancel()
        (reason,) = await asyncio.gather(working, return_exceptions=True)
        if not told.is_set():
            if isinstance(reason, BaseException) and not isinstance(reason, AWAY):
                raise reason
            logger.warning("worker_begins_again", reason=type(reason).__name__)
            await asyncio.wait({is_told}, timeout=PAUSE_S)


async def _work_while_the_database_is_there() -> None:
    with app.replace_connector(app.connector.get_worker_connector()) as working:  # type: ignore[attr-defined]
        async with working.open_async():
            await working.run_worker_async(
                concurrency=CONCURRENCY,
                update_heartbeat_interval=HEARTBEAT_S,
                stalled_worker_timeout=3 * HEARTBEAT_S,
                shutdown_graceful_timeout=20,
                delete_jobs="successful",
                install_signal_handlers=False,
            )


@app.periodic(cron="* * * * *", periodic_id="lotse.jobs.take_up")
@app.task(name="lotse.jobs.take_up", queueing_lock="lotse.jobs.take_up")
async def take_up(timestamp: int) -> None:
    """Let the jobs of a worker that died be done by one that lives."""
    stalled = await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=3 * HEARTBEAT_S)
    await asyncio.gather(*(app.job_manager.retry_job(job) for job in stalled))


def last_heartbeat() -> datetime | None:
    """Return when a worker last said that it lives."""
    return ProcrastinateWorker.objects.order_by("-last_heartbeat").values_list("last_heartbeat", flat=True).first()


def overdue() -> int:
    """Count the jobs that should have been taken up five minutes ago, and those given up."""
    late = timezone.now() - timedelta(minutes=5)
    waiting = ProcrastinateJob.objects.filter(status="todo", scheduled_at__lt=late).count()
    return waiting + ProcrastinateJob.objects.filter(status="failed").count()
