import { useSearchParams } from 'react-router';

/** Values by their names in the address; `null` where it says nothing of one. */
type AddressValues = Record<string, string | null>;

/**
 * What a page shows, as its address says it, and how to show something else. That is no step that somebody goes
 * back to.
 */
export function useViewInAddress(): [URLSearchParams, (values: AddressValues) => void] {
  const [query, setQuery] = useSearchParams();
  const set = (values: AddressValues) =>
    setQuery(
      (before) => {
        for (const [name, value] of Object.entries(values)) {
          if (value === null) before.delete(name);
          else before.set(name, value);
        }
        return before;
      },
      { replace: true },
    );
  return [query, set];
}
