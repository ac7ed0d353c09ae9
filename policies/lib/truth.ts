/**
 * Three-valued logic over properties that may not be known yet.
 *
 * During a preview the values that other resources will produce do not exist. A rule that reads one can neither pass
 * nor fail, and that third answer has to survive `and`, `or` and `not`, or an unknown turns into a wrong verdict.
 */

/** A value that exists only after something else was deployed. */
export class Unknown {
    /** @param paths the properties, as a user would write them, whose values are awaited. */
    constructor(readonly paths: readonly string[]) {}
}

/** What a property holds: a value, nothing (`undefined`), or something not known yet. */
export type Field<T> = T | undefined | Unknown;

/** The answer to a question about a resource. */
export type Truth = boolean | Unknown;

export function isUnknown(value: unknown): value is Unknown {
    return value instanceof Unknown;
}

export function not(truth: Truth): Truth {
    return isUnknown(truth) ? truth : !truth;
}

/** True when every term is; false as soon as one is false, whatever the unknown ones turn out to be. */
export function allOf(...terms: readonly Truth[]): Truth {
    return terms.includes(false) ? false : (unknownAmong(terms) ?? true);
}

/** The same of questions that cost something to ask: none is asked after one whose answer is false. */
export function allHold(...questions: readonly (() => Truth)[]): Truth {
    const answers: Truth[] = [];
    for (const question of questions) {
        const answer = question();
        if (answer === false) {
            return false;
        }
        answers.push(answer);
    }
    return allOf(...answers);
}

/** True as soon as one term is, whatever the unknown ones turn out to be. */
export function anyOf(...terms: readonly Truth[]): Truth {
    return terms.includes(true) ? true : (unknownAmong(terms) ?? false);
}

/**
 * Whether a property is present. A value that is not known yet is present: somebody set it. An empty string is not:
 * the provider treats it as unset.
 */
export function isSet(field: Field<unknown>): boolean {
    return field !== undefined && field !== "";
}

/** Asks a question of a property's value. `whenAbsent` is the answer for the provider's default. */
export function satisfies<T>(field: Field<T>, question: (value: T) => Truth, whenAbsent: Truth): Truth {
    if (isUnknown(field)) {
        return field;
    }
    return field === undefined ? whenAbsent : question(field);
}

/** Whether a property equals one of some values. `whenAbsent` is the answer for the provider's default. */
export function isOneOf<T>(field: Field<T>, values: readonly T[], whenAbsent: Truth = false): Truth {
    return satisfies(field, (value) => values.includes(value), whenAbsent);
}

function unknownAmong(terms: readonly Truth[]): Unknown | undefined {
    const unknown = terms.filter(isUnknown);
    return unknown.length === 0 ? undefined : new Unknown([...new Set(unknown.flatMap((term) => term.paths))]);
}
