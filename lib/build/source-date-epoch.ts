/** The variable by which tools know the time that a reproducible build shall have. @see https://reproducible-builds.org/specs/source-date-epoch/ */
export const EPOCH_VARIABLE = 'SOURCE_DATE_EPOCH';

/** 1980-01-01T00:00:00Z: the first moment that a ZIP file, and so a wheel, can hold. */
export const EPOCH = '315532800';
