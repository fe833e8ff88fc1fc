import type { ReactNode } from 'react'

const draw = (paths: ReactNode) => (
  <svg
    width="1.3em" height="1.3em" viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.4"
    strokeLinecap="round" strokeLinejoin="round" aria-hidden
  >
    {paths}
  </svg>
)

/** The shell's few line drawings, one weight. */
export const icons = {
  more: draw(<path d="M4 6h12M4 10h12M4 14h12" />),
  work: draw(<><path d="M3 5.5l1.3 1.3L6.5 4.5M3 12.5l1.3 1.3 2.2-2.3M10 6h7M10 13h7" /></>),
  organisations: draw(
    <>
      <rect x="7" y="2.5" width="6" height="4" rx="0.8" />
      <rect x="2" y="13.5" width="5" height="4" rx="0.8" />
      <rect x="13" y="13.5" width="5" height="4" rx="0.8" />
      <path d="M10 6.5V10M4.5 13.5V10h11v3.5" />
    </>,
  ),
  people: draw(
    <>
      <circle cx="7.5" cy="6.5" r="3" />
      <path d="M2 16.5c.4-3 2.6-4.7 5.5-4.7s5.1 1.7 5.5 4.7M13 3.9a3 3 0 0 1 0 5.2M15 12.3c1.7.7 2.7 2.2 3 4.2" />
    </>,
  ),
  transfers: draw(<><path d="M3 7h12M12 4l3 3-3 3M17 13H5M8 10l-3 3 3 3" /></>),
  dues: draw(<><circle cx="10" cy="10" r="7.5" /><path d="M7 5.8l3 4.2 3-4.2M10 10v5M7.3 10.6h5.4M7.3 12.8h5.4" /></>),
  meetings: draw(<><rect x="3" y="4" width="14" height="13" rx="1.2" /><path d="M3 8h14M7 2.5v3M13 2.5v3M7 12.5l2 2 4-4" /></>),
  coverage: draw(
    <>
      <rect x="2.5" y="2.5" width="6" height="6" rx="0.8" />
      <rect x="11.5" y="2.5" width="6" height="6" rx="0.8" />
      <rect x="2.5" y="11.5" width="6" height="6" rx="0.8" />
      <rect x="11.5" y="11.5" width="6" height="6" rx="0.8" strokeDasharray="1.6 1.7" />
    </>,
  ),
  self: draw(
    <>
      <rect x="2.5" y="4" width="15" height="12" rx="1.2" />
      <circle cx="7" cy="8.7" r="1.8" />
      <path d="M4.6 13c.3-1.5 1.2-2.2 2.4-2.2s2.1.7 2.4 2.2M12 8.5h3M12 11.5h3" />
    </>,
  ),
  imports: draw(
    <>
      <path d="M12 17H4.2c-.7 0-1.2-.5-1.2-1.2V4.2C3 3.5 3.5 3 4.2 3h11.6c.7 0 1.2.5 1.2 1.2V10" />
      <path d="M3 7.5h14" />
      <path d="M8 7.5V17" />
      <path d="M15.5 18v-5.5" />
      <path d="M13 15l2.5-2.5L18 15" />
    </>,
  ),
  administration: draw(
    <>
      <path d="M3 6h8M15 6h2M3 14h2M9 14h8" />
      <circle cx="13" cy="6" r="2" />
      <circle cx="7" cy="14" r="2" />
    </>,
  ),
  audit: draw(
    <>
      <path d="M5 3h7l3 3v5M5 3v14h5" />
      <path d="M8 7.5h4M8 10.5h2" />
      <circle cx="13.5" cy="14" r="2.3" />
      <path d="M15.2 15.7L17 17.5" />
    </>,
  ),
  fulfilment: draw(<><rect x="3.5" y="3.5" width="13" height="13" rx="1" /><path d="M6.5 8l1.2 1.2L9.8 7" /><path d="M12 8.2h2" /><path d="M6.5 12.8l1.2 1.2 2.1-2.2" /><path d="M12 13h2" /></>),
  search: draw(<><circle cx="9" cy="9" r="5.5" /><path d="M13.2 13.2L17 17" /></>),
  notices: draw(
    <>
      <path d="M4.5 14.5h11c-1-1.3-1.3-2.5-1.3-5.5 0-2.7-1.7-4.6-4.2-4.6S5.8 6.3 5.8 9c0 3-.3 4.2-1.3 5.5z" />
      <path d="M8.3 17c.4.5 1 .8 1.7.8s1.3-.3 1.7-.8" />
      <path d="M10 2.5v1.9" />
    </>,
  ),
  help: draw(
    <>
      <circle cx="10" cy="10" r="7.5" />
      <path d="M7.9 7.9c.1-1.2 1-2 2.2-2 1.2 0 2.1.8 2.1 1.9 0 1.7-2.1 1.7-2.2 3.3" />
      <path d="M10 14h.01" strokeWidth="1.9" />
    </>,
  ),
  account: draw(<><circle cx="10" cy="6.8" r="3.3" /><path d="M3.8 17.2c.5-3.3 3-5 6.2-5s5.7 1.7 6.2 5" /></>),
  menu: draw(<path d="M3 5.5h14M3 10h14M3 14.5h14" />),
  down: draw(<path d="M6 8l4 4 4-4" />),
}

/** The mark: two circles about one centre (同心). */
export const mark = (
  <svg width="26" height="26" viewBox="0 0 32 32" fill="none" stroke="var(--red)" strokeWidth="2.2" aria-hidden>
    <circle cx="16" cy="16" r="13" /><circle cx="16" cy="16" r="5.5" />
  </svg>
)
