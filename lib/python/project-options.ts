/**
 * What of a project of uv is installed beside its dependencies.
 */
export interface UvOptions {
  /**
   * Groups of `[dependency-groups]` to install: `['production']`.
   * @default - those called production, prod or deploy; and the one group that has the server, when nothing else has one
   */
  readonly groups?: string[];

  /**
   * Extras of `[project.optional-dependencies]` to install: `['postgres']`.
   * @default - those called production, prod or deploy; and the one extra that has the server, when nothing else has one
   */
  readonly extras?: string[];

  /**
   * The member of a workspace that is the application, by the name of its project.
   * @default - the project in the context; all members when the context has none
   * @see https://docs.astral.sh/uv/concepts/projects/workspaces/
   */
  readonly package?: string;
}

/**
 * What of a project of Poetry is installed beside its main dependencies.
 */
export interface PoetryOptions {
  /**
   * Groups to install, optional ones or not: `['web']` of `[tool.poetry.group.web]`.
   * @default - those called production, prod or deploy; and the one group that has the server, when nothing else has one
   */
  readonly groups?: string[];

  /**
   * Extras of `[project.optional-dependencies]` or `[tool.poetry.extras]` to install: `['postgres']`.
   * @default - those called production, prod or deploy; and the one extra that has the server, when nothing else has one
   */
  readonly extras?: string[];
}

/**
 * What of a Pipfile is installed beside `[packages]`.
 */
export interface PipenvOptions {
  /**
   * Further sections of the Pipfile to install: `['web']`. `[dev-packages]` are never installed.
   * @default - those called production, prod or deploy; and the one section that has the server, when nothing else has one
   * @see https://pipenv.pypa.io/en/latest/pipfile.html#package-category-groups
   */
  readonly categories?: string[];
}

/**
 * What of a project of PDM is installed beside its dependencies.
 */
export interface PdmOptions {
  /**
   * Groups of `[dependency-groups]` or `[tool.pdm.dev-dependencies]` to install. The lock must have them.
   * @default - those called production, prod or deploy; and the one group that has the server, when nothing else has one
   */
  readonly groups?: string[];

  /**
   * Extras of `[project.optional-dependencies]` to install. The lock must have them.
   * @default - those called production, prod or deploy; and the one extra that has the server, when nothing else has one
   */
  readonly extras?: string[];
}

/**
 * What of a project without a lock is installed beside its dependencies.
 */
export interface ProjectOptions {
  /**
   * Extras of `[project.optional-dependencies]` or `extras_require` to install: `['postgres']`.
   * @default - those called production, prod or deploy; and the one extra that has the server, when nothing else has one
   */
  readonly extras?: string[];

  /**
   * Groups of `[dependency-groups]` to install: `['production']`.
   * @default - those called production, prod or deploy; and the one group that has the server, when nothing else has one
   */
  readonly groups?: string[];
}
