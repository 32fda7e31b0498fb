/** Open, or shut with everyone waiting before it. */
export interface Gate {
  passed(): Promise<void>;
  shut(): void;
  open(): void;
}

export function createGate(): Gate {
  let opened: PromiseWithResolvers<void> | undefined;
  return {
    passed: async () => {
      while (opened !== undefined) await opened.promise;
    },
    shut: () => {
      opened ??= Promise.withResolvers<void>();
    },
    open: () => {
      opened?.resolve();
      opened = undefined;
    },
  };
}
