import type { ReactNode } from 'react';

const drawn = (path: ReactNode) => (
  <svg
    viewBox="0 0 24 24"
    width="16"
    height="16"
    fill="none"
    stroke="currentColor"
    strokeWidth="2"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    {path}
  </svg>
);

export const SunIcon = () =>
  drawn(
    <>
      <circle cx="12" cy="12" r="4" />
      <path d="M12 2v2M12 20v2M4.9 4.9l1.4 1.4M17.7 17.7l1.4 1.4M2 12h2M20 12h2M4.9 19.1l1.4-1.4M17.7 6.3l1.4-1.4" />
    </>,
  );
export const MoonIcon = () => drawn(<path d="M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z" />);
export const SettingsIcon = () =>
  drawn(<path d="M4 6h9M17 6h3M4 12h3M11 12h9M4 18h11M19 18h1M15 4v4M9 10v4M17 16v4" />);
export const CloseIcon = () => drawn(<path d="M6 6l12 12M18 6L6 18" />);
export const ChevronIcon = () => drawn(<path d="M9 6l6 6-6 6" />);

export const Logo = () => (
  <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
    <rect width="32" height="32" rx="7" fill="#0d5c4a" />
    <path d="M7 21h4v4H7zM14 15h4v10h-4zM21 9h4v16h-4z" fill="#d9f2e6" />
    <path d="M6 15c6 0 10-3 12-9 3 6-2 12-12 12z" fill="#6fd3a6" />
  </svg>
);
