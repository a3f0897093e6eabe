import { remembered } from '../../lib/core/remembered';

test('a text is worked on once, also when nothing came of it', () => {
  const asked: string[] = [];
  const of = remembered((text) => {
    asked.push(text);
    return text === 'a' ? undefined : text.length;
  });
  expect(['a', 'bb', 'a', 'bb'].map(of)).toEqual([undefined, 2, undefined, 2]);
  expect(asked).toEqual(['a', 'bb']);
});

test('an error is not remembered', () => {
  let times = 0;
  const of = remembered((text): string => {
    times += 1;
    throw new Error(text);
  });
  expect(() => of('a')).toThrow('a');
  expect(() => of('a')).toThrow('a');
  expect(times).toBe(2);
});

test('what would fill the memory is forgotten', () => {
  const asked: string[] = [];
  const of = remembered((text) => asked.push(text[0]));
  const long = (start: string) => start + 'x'.repeat(5_000_000);
  [long('a'), long('a'), long('b'), long('a')].forEach(of);
  expect(asked).toEqual(['a', 'b', 'a']);
});
