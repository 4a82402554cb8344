#!/bin/sh
# Registers the namespace where it is missing; afterwards it must answer.
set -eu
temporal operator namespace describe --namespace default >/dev/null 2>&1 ||
  temporal operator namespace create --namespace default --retention "${RETENTION:-30d}"
temporal operator namespace describe --namespace default >/dev/null
