"""Who in a district has to answer for a measure: groups and roles of the responsible cell as its members."""

from domain.executors.answering import answering
from domain.executors.answers import Answering, Executor, Gap, Named
from domain.executors.directory import Directory

__all__ = ["Answering", "Directory", "Executor", "Gap", "Named", "answering"]
