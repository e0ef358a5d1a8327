# make run — запустить бота; make test — все проверки; make setup — только установить.
SHELL := /bin/sh
.SHELLFLAGS := -ec
.ONESHELL:
.DEFAULT_GOAL := help
.PHONY: help setup run test lint format clean

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

help: ## показать этот список
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' Makefile

setup: $(STAMP) ## установить бота и всё для разработки в .venv

# Made once, and again when the dependencies change.
$(STAMP): pyproject.toml
	@if [ ! -x $(BIN)/python ]; then
		fit='import sys, ensurepip, venv; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))'
		found=
		for python in $(PYTHON) python3.13 python3.12 python3.11 python3.14 python3 python; do
			if "$$python" -c "$$fit" 2>/dev/null; then found=$$python; break; fi
		done
		if [ -z "$$found" ]; then
			echo 'Нужен Python от 3.11 до 3.14 с модулем venv (в Debian и Ubuntu: apt install python3-venv).' >&2
			echo 'Если он стоит в необычном месте: make setup PYTHON=/путь/к/python3' >&2
			exit 1
		fi
		rm -rf $(VENV)
		"$$found" -m venv $(VENV)
	fi
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $(STAMP)

run: setup ## запустить бота; без ключа Telegram — с песочницей в браузере
	@exec $(BIN)/vsrok run

lint: setup ## стиль, порядок папок, типы
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy

# pytest comes last, so that its closing line is the last of the run.
test: lint ## все проверки
	$(BIN)/python -m pytest -n 2 --dist worksteal

format: setup ## привести код к общему виду
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## убрать .venv и временные файлы; данные и настройки остаются
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
