/**
 * Pure Python distributions of which versions exist that newer Pythons cannot run: the first version for a series.
 *
 * The standard library loses modules (`imp` and `distutils` in 3.12, `cgi` in 3.13), and some code reads the innards of
 * classes. Each row but Django's was seen: the version before it does not import there. Django's are its own table.
 * @see https://docs.djangoproject.com/en/dev/faq/install/#what-python-version-can-i-use-with-django
 */
export const FIRST_WORKING: { readonly [distribution: string]: { readonly [series: string]: string } } = {
  django: { '3.10': '3.2.9', '3.11': '4.1.3', '3.12': '4.2.8', '3.13': '5.1.3', '3.14': '5.2.8' },
};

/** Distributions of which versions exist that no compiler makes for newer Pythons: the first version for a series. The build says so, or the release notes. */
export const FIRST_COMPILING: { readonly [distribution: string]: { readonly [series: string]: string } } = {
  greenlet: { 3.11: '1.1.3', 3.12: '3.0.0', 3.13: '3.1.0', 3.14: '3.2.3', 3.15: '3.5.1' },
};
