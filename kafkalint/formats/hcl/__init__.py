"""HCL, the language of Terraform, Terragrunt, Packer and Nomad: blocks as nested maps by their type and labels."""

from __future__ import annotations

from kafkalint.formats.hcl.inner import embed, embedded
from kafkalint.formats.hcl.read import read
from kafkalint.formats.hcl.verbs import delete, insert, rename, replace
from kafkalint.formats.text import decode

__all__ = ["NAME", "PATTERNS", "SHARED", "decode", "delete", "embed", "embedded", "insert", "read", "rename", "replace"]

NAME = "hcl"
PATTERNS = ("*.tf", "*.tofu", "*.tfvars", "*.hcl", "*.nomad")
SHARED = ("*.hcl", "*.nomad")
"""What the first version of the language has too, and templates of it."""
